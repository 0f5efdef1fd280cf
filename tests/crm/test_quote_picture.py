"""The picture of a quotation has everything on it, its sum above all."""

import xml.etree.ElementTree as ET

from crm.sales import goods, quote_picture
from crm.sales.quote_sheet import Row, Sheet


def test_the_longest_one_shows_its_sum() -> None:
    row = Row(
        "企业级高性能分布式全闪存存储阵列双控制器标准版含三年原厂上门服务" * 2, "10台", "800.00", "8,000.00"
    )
    let_off = (("九折", "-40,000.00"), ("优惠", "-0.50"))
    sheet = Sheet(
        "Q20261124-001", "云帆科技", "华为技术有限公司", "李晓", "2026-11-24", "2026-12-24", False, False,
        (row,) * goods.MOST_LINES, "400,000.00", let_off, "359,999.50", "含税、送货上门。" * 40,
    )  # fmt: skip
    drawn = quote_picture.picture(sheet)
    words = {element.text: float(element.attrib["y"]) for element in ET.fromstring(drawn.fixed()).iter()
             if element.tag.endswith("text")}  # fmt: skip
    assert words["359,999.50"] < words["报价人：李晓"] < drawn.height
