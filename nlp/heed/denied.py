"""What was not done, came to nothing, or is not to be: 没给贺彤打过电话, 不是要建客户, 别提醒我,
别取消明天的会."""

from nlp import forms as re
from nlp.heed.bars import Bar, message_begins, message_tells, opens
from nlp.reading import NAMED

_TASK = frozenset({"task.create"})
_HANDED = frozenset({"task.create", "task.assign", "ticket.assign"})
_REPORT = frozenset({"interaction.log"})
# What puts right or takes back may well say 没 and 不是.
_TAKES_BACK = frozenset({"correct", "undo", "no", "task.cancel", "opportunity.lose"})

_DENIED = re.compile(
    r"\s*(?:我们?|昨[天日晚]|今[天日早]|前天|上周[一二三四五六日天]?|可|真|真的|压根|从来|根本|也|又"
    "|[,， ])*没有?(?:给[^,，。 ]{1,8}(?:打过|发过|报过|批过|送过|降过|开过|让过|免)|去(?!成|过|年)|答应"
    "|打算|必要|(?:让|叫|喊|要)你|(?:说|讲)过?要|要(?:建|把|给|录|记|撤|改|删|转))"
)
# 我不是要建客户: no order. 不是要建客户 是要建联系人 puts the last one right.
_NO_ORDER = re.compile(
    r"\s*(?:我们?|又|也|可|真的?|[,， ])*不是(?:要|想|让你|叫你|喊你|说要|在说?要?)"
    "(?=[建录记转改删加报派关发放合标打提下])(?!.*[ ,，](?:而?是|要)"
    "(?![^,，。]{0,3}(?:念叨|说说|问问|想想)))"
)
# 不是报修 就是记一下: no case, whatever is said after it.
_NO_CASE = re.compile(
    r"\s*(?:我|这|那|这个|那个|也|又|[,， ])*不是(?:要|来|在)?(?:报修|报障|投诉|客诉|工单|咨询|报错|维修)"
)
# 别提醒我交周报: a reminder not wanted.
_NO_REMINDER = re.compile(
    r"\s*(?:千万|可|先|你们?|[,， ])*(?:别|不要|不用|不必|甭|莫)(?:再|老|天天)*(?:(?:提醒|叫|喊|催)我"
    "|给我(?:建|加|记|派|安排|设))"
)
# 本来约好周二去五金厂: it came to nothing, or was changed since.
_FORMERLY = re.compile(
    r"\s*(?:我们?|昨[天儿日]?|今[天儿日早]?|上[周午个月]*|[,， ])*(?:本来|原本|原先)(?!就)(?:[^,，。 ]{0,4})"
    "(?:想|要|打算|约|说好|定好|计划|准备|能|可以)(?![^,，。 ]{0,12}(?:改到|推到|挪到|改成|改为))"
)
# 贺主管没投诉过我们
NEVER_DID = re.compile(
    rf"^\s*{NAMED}+[\u4e00-\u9fff]{{0,3}}(?:那边|可|从来|根本|压根|就|也|都|真)*没"
    rf"(?:有)?[\u4e00-\u9fff]{{1,4}}过"
)
# 他们的工单跟咱没关系
_NO_MATTER = re.compile(r"(?:跟|和|与)[我咱俺]们?(?:没|无)关|不?关[我咱俺]们?(?:什么|啥|屁|毛|何)?事?$")


# 5台滤芯的订单取消了, 要退两台: no new order. 想订五台, 还没下单: none yet.
_NO_NEW_ORDER = re.compile(
    "(?:订单|合同|单子?|采购)[^,，。]{0,4}(?:取消|作废|撤(?!回来)|退|推迟|延后|暂停|暂缓|先?不要|先放)"
    "|(?:取消|撤销?|作废|推迟|暂停|退)(?:掉)?了?[^,，。]{1,14}(?:订单|合同|单子?)(?:$|[,，。 了吧])"
    r"|(?:要|想|得|说)退(?!休|伍)|退(?:货|掉|回)|退了?(?=[\d一二两三四五六七八九十])"
)
_NOT_YET = re.compile(
    "(?:想|打算|准备|可能|考虑|计划|有意向?|犹豫)(?:再|要|会|先|下个?[周月]|明年|年[前后底]|多|来)*[订定买采](?!金|制|做)"
    "|(?:打算|准备|可能|考虑|计划)(?:再|要|会|先|多|来)*下[订单个]"
    "|(?:还|都|一直|也|仍)没(?:有)?(?:来得及)?(?:下|订|定下|签|买)"
)
# GD0123不能关, 他不想填问卷, 以前老投诉
_NOT_CLOSED = re.compile(
    "(?:不能|不要|不可以|不许|不准|别)(?:给我|急着|先|再)?(?:关|结)(?!.*(?:[关结]掉|[关结]了吧))"
)
_SHARED = re.compile("(?:共享|分享|开放)给")
# 康弘的单子今天必须处理完: it is not yet.
_TO_BE_DONE = re.compile(
    "(?:必须|务必|一定要|尽量|争取)[^,，。 ]{0,8}(?:修好|弄好|处理[好完]|解决|完成|搞定|弄完|关)(?![了的])"
    "(?!.*(?:关单|关掉|结单|结掉))"
)
_NO_SURVEY = re.compile("(?:不[想愿肯]|不愿意|懒得|拒绝)(?:再)?(?:填|做|回|参加|评)")
_USED_TO = re.compile(
    "(?:以前|从前|过去)[^,，。]{0,3}(?:老|总|经常|天天)[是爱]?(?:投诉|报修|抱怨)|[老总]是?爱(?:投诉|报修|抱怨)"
)
# 应付10万, 退款2万: nothing has come.
NOT_COME = re.compile(
    "(?:应付|应收|待付|待收|未付|未收|未回|回款的?(?:任务|目标|指标|计划))(?!.*(?:到|收到|付了|付清|结清|打了|已))|退款|退给|退还"
)

# Asked first, whatever else is said.
DENIED = (
    Bar("not to be closed", frozenset({"ticket.close"}), signs="不别", says=_NOT_CLOSED),
    Bar("shared, not given away", frozenset({"customer.transfer"}), signs="享放", says=_SHARED),
    Bar("to be done yet", frozenset({"ticket.close"}), signs="必务定尽争", says=_TO_BE_DONE),
    Bar("no survey is wanted", frozenset({"survey.send"}), signs="不懒拒", says=_NO_SURVEY),
    Bar("what he used to do", frozenset({"ticket.create"}), signs="以从过老总", says=_USED_TO),
    Bar("no new order", frozenset({"order.create"}), signs="取撤作退推延暂不放", says=_NO_NEW_ORDER),
    Bar("not ordered yet", frozenset({"order.create"}), signs="想打准可考计有犹没", says=_NOT_YET),
    Bar("nothing has come", frozenset({"payment.log"}), signs="应待未退任目指计", says=NOT_COME),
    Bar("it was not done", but=_TAKES_BACK, signs="没不", begins=_DENIED),
    Bar("no case", frozenset({"ticket.create"}), signs="不", begins=_NO_CASE),
    Bar("said to be no order", but=_TAKES_BACK, signs="没不", begins=_NO_ORDER),
    Bar(
        "a visit that was not made", _REPORT, below=4.7, when=message_begins(_DENIED)
    ),  # 没去徽味轩 半路折回家了
    Bar("no reminder is wanted", _TASK, begins=_NO_REMINDER),
    Bar("it came to nothing", _TASK, none=("remind", "conf"), begins=_FORMERLY),
    Bar("he never did it", frozenset({"ticket.create"}), signs="没", says=NEVER_DID),
    Bar("none of our business", but=_REPORT, when=message_tells(_NO_MATTER)),
)

# 别取消明天的会: it stays.
_NOT_CANCELLED = re.compile("(?:别|不要|不能|不用|甭)(?:再|给我|先)?(?:取消|删|撤|推掉)")
NOT_CANCELLED = Bar(
    "not to be cancelled", frozenset({"task.cancel", "undo"}), signs="别不甭", says=_NOT_CANCELLED
)
# 别让小平去, 不要派人过去: nobody is to go.
_NOT_SENT = re.compile(r"\s*(?:千万|先|你|可)?(?:别|不要|不用|不能|不许)(?:再|老)?(?:让|叫|派|安排)")
# 打样的事别让唐果管了: nobody is given anything.
_NO_LONGER = re.compile(
    "(?:别|不要|甭|不用|不能)(?:再)?(?:让|叫|给|派|安排)某{1,4}(?:再|继续|来)*(?:管|跟|去|做|弄|盯|负责"
    "|插手|跑|办|碰)?了[吧啊]?[!！。 ]*$"
)
# 不用建工单了
_NOT_OPENED = re.compile(
    r"\s*(?:千万|先|都|那|就)*(?:别|不要|不用|不必|甭|莫)(?:再|给我|给他们?)?[建开派录报提登]"
)

# 福满楼给柯南两千, 把福满楼的合同给柯南: a sum or a thing goes to a colleague, not the customer.
_SUM_GIVEN = (
    r"(?:给|转|交|付|分)(?:给|了|过)*某+(?:了|大概|一共|差不多)*(?:[\d二两三四五六七八九十百千万几半]"
    r"|一(?!下|起|直|并|块[^\d一二两三四五六七八九十钱]|个人|人|边|定|律|些时))"
)
_STAYS_ITSELF = (
    "客户(?!资料|名片|档案|合同)|负责|归属|归口|跟|维护|对接|业务|工作|事|活|所有|全部|一切|关系|后续|后面"
    "|服务|这|那"
)
_THING_GIVEN = (
    f"某的(?!{_STAYS_ITSELF})[^,，。 某]{{1,8}}?(?:都|先|就|也)?(?:转|交|给|拿|递|送|发|寄|带|移)"
    "(?:交|给|到|去)*某"
)
_ALSO_GIVEN = re.compile(f"{_SUM_GIVEN}|{_THING_GIVEN}")

# 磐石那笔款都别催了: what we are to leave alone has not happened.
_LET_BE = re.compile(
    "(?:都|先|就|也|再)?(?:别|不用|不要|甭|莫|不必)(?:再|老|去)?(?:催|联系|打扰|烦|管|找|跟|追|理|盯"
    r"|碰)[他她它]?们?[^,，。]{0,2}了?[吧啊哈]?\s*$"
)

# 那个月结标签先别动
TAG_LEFT = re.compile("(?:先|暂时|还是)*(?:别|不要|不用|甭)(?:再|去)?(?:动|打|加|贴|改|换|去掉|摘|删|碰)")

FORBIDDEN = (
    Bar(
        "to be left alone",
        _REPORT,
        none=("contact", "third"),
        signs="别不甭莫",
        says=_LET_BE,
    ),
    Bar("a tag to be left", frozenset({"customer.tag", "customer.untag"}), signs="别不甭", says=TAG_LEFT),
    Bar("a sum or a thing is given", frozenset({"customer.transfer"}), says=_ALSO_GIVEN),
    NOT_CANCELLED,
    Bar("no case is to be opened", frozenset({"ticket.create"}), when=opens(_NOT_OPENED)),
    Bar("nobody is to go on with it", _HANDED, signs="别不甭", says=_NO_LONGER),
    Bar("nobody is to go", _TASK, any=("never",), when=opens(_NOT_SENT)),
    Bar(
        "not to be done",
        but=frozenset(
            "interaction.log task.create task.cancel ticket.create undo correct customer.untag "
            "opportunity.lose".split()
        ),
        any=("never",),
    ),
)
