"""Names of measures and plans in the three languages."""

from __future__ import annotations

from places import SIMPLIFIED, TRADITIONAL
from sources import fact

Name = dict[str, str]
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
MARKETS: dict[str, Name] = {
    "home": {"en": "homes", "zh-Hant": "住宅", "zh-Hans": "住宅"},
    "business": {"en": "business floor", "zh-Hant": "商業樓面", "zh-Hans": "商业楼面"},
    "innovation": {"en": "innovation floor", "zh-Hant": "創科樓面", "zh-Hans": "创科楼面"}}
PROJECTS: dict[str, Name] = {
    "KTN/FLN phase 1": {"en": "Kwu Tung North and Fanling North, first phase", "zh-Hant": "古洞北／粉嶺北首階段", "zh-Hans": "古洞北／粉岭北首阶段"},
    "KTN/FLN remaining": {"en": "Kwu Tung North and Fanling North, remaining phase", "zh-Hant": "古洞北／粉嶺北餘下階段", "zh-Hans": "古洞北／粉岭北余下阶段"},
    "Ma Tso Lung": {"en": "Ma Tso Lung", "zh-Hant": "馬草壟", "zh-Hans": "马草垄"},
    "HSK/HT phase 1": {"en": "Hung Shui Kiu and Ha Tsuen, first phase", "zh-Hant": "洪水橋／厦村首階段", "zh-Hans": "洪水桥／厦村首阶段"},
    "HSK/HT phase 2": {"en": "Hung Shui Kiu and Ha Tsuen, second phase", "zh-Hant": "洪水橋／厦村第二階段", "zh-Hans": "洪水桥／厦村第二阶段"},
    "HSK/HT remaining": {"en": "Hung Shui Kiu and Ha Tsuen, remaining phase", "zh-Hant": "洪水橋／厦村餘下階段", "zh-Hans": "洪水桥／厦村余下阶段"},
    "YLS": {"en": "Yuen Long South", "zh-Hant": "元朗南", "zh-Hans": "元朗南"},
    "Lau Fau Shan": {"en": "Lau Fau Shan", "zh-Hant": "流浮山", "zh-Hans": "流浮山"},
    "Ngau Tam Mei": {"en": "Ngau Tam Mei", "zh-Hant": "牛潭尾", "zh-Hans": "牛潭尾"},
    "San Tin Technopole stage 1": {"en": "San Tin Technopole, first stage", "zh-Hant": "新田科技城首階段", "zh-Hans": "新田科技城首阶段"},
    "San Tin Technopole remaining": {"en": "San Tin Technopole, remaining stages", "zh-Hant": "新田科技城餘下階段", "zh-Hans": "新田科技城余下阶段"},
    "HSITP phase 1": {"en": "Hong Kong park in the Loop, first phase", "zh-Hant": "河套港深創科園第一期", "zh-Hans": "河套港深创科园第一期"},
    "HSITP phase 2": {"en": "Hong Kong park in the Loop, second phase", "zh-Hant": "河套港深創科園第二期", "zh-Hans": "河套港深创科园第二期"},
    "NTN New Town incl. MKT": {"en": "New Territories North New Town", "zh-Hant": "新界北新市鎮", "zh-Hans": "新界北新市镇"},
    "Kam Tin South public housing": {"en": "Kam Tin South", "zh-Hant": "錦田南", "zh-Hans": "锦田南"}}


def zone_name(zone: str) -> Name:
    """A zone in three languages."""
    row = fact("zones").set_index("id").loc[zone]
    if row.side == "HK":
        return {"en": row.name_en, "zh-Hant": row.name_zh, "zh-Hans": SIMPLIFIED[zone]}
    return {"en": row.name_en, "zh-Hant": TRADITIONAL[zone], "zh-Hans": row.name_zh}


def joined(first: Name, second: Name) -> Name:
    """Two names, the second saying what of the first."""
    return {tag: first[tag] + (": " if tag == "en" else "：") + second[tag] for tag in LANGUAGES}
