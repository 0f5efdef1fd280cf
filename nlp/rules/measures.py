"""Figures asked for in a verb's words: 签了多少单, 跑了几家客户, 平均多久成一单."""

import re

from nlp.reading import Clause, Span

_HOW_MANY = r"(?:了|的|过|出|到|来|成)*(?:我们|咱们?)?(?:差不多|大概|一共|总共|共)?(?:有)?(?:多少|几|好多)"
_SPOKEN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (measure, re.compile(form))
    for measure, form in (
        (
            "cycle_days",
            "多久.{0,4}(?:成|签|拿下|成交)|(?:(?<![这近前那过])几天|多少天|多长时间|几个月).{0,4}"
            "(?:成一?单|成交一?单|签一?单|签下|拿下一?单)|(?:成|签|成交)一?单.{0,6}(?:多久|多长|几天"
            "|多少天)|(?:成交|成单|签单|销售)(?:要|需要|用|花)(?:多久|几天|多少天)",
        ),
        (
            "revenue",
            f"(?:卖|签|做|成交|下|贡献|完成|销售|赚|进账|创收|买|采购|消费){_HOW_MANY}(?:钱|金额|万|业绩|额"
            "|销售|产出|流水|收入|块)|(?:一共|总共|合计|共计|总计|加起来)(?:是|有)?多少(?:钱|金额|万)"
            "|(?:^|[ ,，])总?金额(?:是|有|一共|总共|合计)*多少"
            r"|(?:卖|销)[得的]?最(?:好|多|火|差|少)|最(?:好卖|畅销|走量)",
        ),
        (
            "orders",
            "谁(?!家).{0,6}?(?:做|签|下|开|出)[得的]最[多少]的?(?:订单|单子|单|合同)(?!价)"
            "|谁(?!家).{0,6}?(?:签的?|下的?)?(?:订单|单子|单|合同)(?:数|量)?[得的]?最[多少]"
            f"|签单(?:的)?最|(?:签|下|成|出|接|开|成交|谈成|拿|谈下)(?:新|到)?{_HOW_MANY}(?:个|笔|张|份)?"
            "(?:新)?(?:单|订单|合同)(?!价)",
        ),
        (
            "payments",
            rf"(?:收|回|到|进|打|入){_HOW_MANY}(?:钱|款|万|账|现金)|(?:款|账)(?:收|回|到){_HOW_MANY}"
            f"|(?<!报)(?:付|给|打)(?:给)?(?:我们?|咱们?)?{_HOW_MANY}(?:钱|款)",
        ),
        (
            "visits",
            f"(?:拜访|拜放|跑|走访|上门|登门)(?:客户)?{_HOW_MANY}(?:家|个|次|趟|位|客户|公司|回)|谁.{{0,6}}"
            f"(?:拜访|跑|走访).{{0,4}}最|见{_HOW_MANY}(?:家|个|位)?客户",
        ),
        (
            "churn",
            rf"(?:流失|丢|跑|掉|走){_HOW_MANY}(?:个|家|位)?(?:老)?(?:客户|客人|公司)|流失.{{0,3}}(?:多少|几)",
        ),
        (
            "customers",
            f"(?:新增|开发|拉|加|拓展|录|新开|进|新进|引进|增加|签){_HOW_MANY}(?:个|家|位)?(?:新)?"
            f"(?:客户|公司|客人)|新客户?(?:来|有|进|加|拉|开)?{_HOW_MANY}",
        ),
        (
            "interactions",
            f"(?:跟进|联系|沟通|回访|写)(?:客户|记录)?{_HOW_MANY}(?:次|条|个|家|客户|回|记录)|谁.{{0,6}}"
            f"(?:跟进|联系).{{0,4}}最",
        ),
        (
            "tasks_done",
            f"(?:完成|做完|办完|办掉|办|干|搞定|做掉|做|清掉|清){_HOW_MANY}(?:个|件|条|项)?(?:待办|任务|事"
            f"|活)|(?:待办|任务).{{0,4}}完成{_HOW_MANY}",
        ),
        (
            "tickets",
            f"(?:接|收到|来|有|处理|新增|开|报){_HOW_MANY}(?:个|张|条|起|单|次)?(?:工单|投诉|报修)"
            f"|(?:工单|投诉|报修)(?:有|来|接|一共|总共)?{_HOW_MANY}",
        ),
        (
            "opportunities",
            f"谁(?!家).{{0,6}}?商机(?:数|量)?最[多少]|商机.{{0,4}}{_HOW_MANY}|{_HOW_MANY}(?:个|条)?(?:新)?"
            "(?:商机|机会)|新增(?:商机|机会)",
        ),
        ("win_rate", r"(?:成交|成单|签单|转化|赢单|中标)(?:的)?(?:比例|几率|百分之|占比)"),
    )
)
_WHO_MOST = re.compile(
    "谁.{0,12}(?:最[多高好少低差强勤快猛大]|第一|排第)|谁.{1,6}得?(?:更|比较)?[多高]$"
    "|排(?:一下|一排|个?队|下名次?)[吧呗]?$|按.{1,4}排(?:一?下|个|出|序|名)|哪[个位款种].{0,10}最[多高好少低火差畅]|(?:最[多高好少低]|第一)的是"
    "(?:谁|哪)"
)


def spoken(clause: Clause) -> tuple[str, Span] | None:
    """The measure a verb and 多少 ask for, and where."""
    text = clause.text
    if (
        "多" not in text
        and "几" not in text
        and "谁" not in text
        and "比例" not in text
        and "新增" not in text
        and "最" not in text
    ):
        return None
    for measure, form in _SPOKEN:
        if match := form.search(text):
            return measure, (clause.start + match.start(), clause.start + match.end())
    return None


def counts_done(clause: Clause) -> bool:
    """上周完成了多少个待办: how many are done is a figure, which they are is a list."""
    found = spoken(clause)
    return found is not None and found[0] == "tasks_done" and not _STILL_TO_DO.search(clause.text)


_STILL_TO_DO = re.compile("[要得该没未]")


def ranked(clause: Clause) -> bool:
    """Who has most."""
    return bool(_WHO_MOST.search(clause.text))
