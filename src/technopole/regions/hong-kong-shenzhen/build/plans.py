"""Write the plans: pipeline, baseline, the northern programme in parts, and its combinations."""

from __future__ import annotations

import json
from typing import Any

import costs
from programme import BASELINE_PROJECTS, Release, northern, pipeline
from sources import REGION, assumed, fact, published
from words import MARKETS, PROJECTS, Name, joined, zone_name

Measure = dict[str, Any]
SPUR_KM, SPUR_TO_LOOP_KM = 6.2, 4.5  # T002; the Loop lies at three quarters
EAST_KM, NENT_KM, WESTERN_HK_KM, WESTERN_SZ_KM = 9.0, 6.5, 7.3, 10.8  # assumed by map; T013
HIGHWAY_SAN_TIN_KM = 11.6  # of 23 km (T018), by the distance between its ends


def _text(value: Any) -> str:
    """A YAML value on one line: JSON is YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_text(item) for item in value) + "]"
    if isinstance(value, str) and value.replace("-", "").replace("_", "").isalnum() and value.isascii():
        return value
    return json.dumps(value, ensure_ascii=False)


def _lines(measure: Measure) -> list[str]:
    rows = [f"{key}: {_text(value)}" for key, value in measure.items() if key != "cost" and value not in ("", None)]
    lines = [f"  - {rows[0]}", *(f"    {row}" for row in rows[1:])]
    if measure.get("cost"):
        lines += ["    cost:", *(f"      - {_text(item)}" for item in measure["cost"])]
    return lines


def _write(plan: str, comment: str, head: Measure, measures: list[Measure]) -> None:
    lines = [f"# {comment}", "# Written by build/plans.py from build/facts and assumptions.csv.", f"id: {plan}"]
    lines += [f"{key}: {_text(value)}" for key, value in head.items()]
    lines.append("measures:" if measures else "measures: []")
    for measure in measures:
        lines += _lines(measure)
    (REGION / "plans" / f"{plan}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _names(en: str, hant: str, hans: str) -> Name:
    return {"en": en, "zh-Hant": hant, "zh-Hans": hans}


def _release(release: Release, name: Name, cost: list[costs.Cost], note: str = "") -> Measure:
    amount = {"flats": release.flats} if release.flats else {"floor": release.floor}
    return {"kind": "land_release", "id": release.id, "name": name, "zone": release.zone, "market": release.market,
            **amount, "year_from": release.year_from, "year_to": release.year_to,
            "public_share": release.public_share, "grade": release.grade, "source": release.source, "note": note,
            **({"truncate": True} if release.within_run < 1 else {}), "cost": cost}


def _project(project: str) -> list[Measure]:
    """Measures of one development project: homes, business and innovation floor."""
    rows = []
    table = fact("program").set_index(["project", "zone"])
    for release in northern()[project]:
        place = zone_name(release.zone) if "KTN/FLN" in project else None
        name = joined(PROJECTS[project], MARKETS[release.market])
        if place is not None:
            name = {tag: f"{text} ({place[tag]})" for tag, text in name.items()}
        gross, note = None, ""
        if release.market == "innovation":
            gross = float(table.innovation_m2[project, release.zone])
            if gross != release.floor:
                note = f"{gross:,.0f} m2 gross as published, counted at the base year's 28 m2 a job"
        building = (costs.loop_building(release, release.square_metres if gross is None else gross)
                    if release.zone == "LOOP" else costs.public_building(release, gross))
        rows.append(_release(release, name, costs.site_formation(release) + building, note))
    return rows


def _opening(kind: str, project: str, name: Name, year: int, cost: list[costs.Cost], grade: str = "plan",
             source: str = "") -> Measure:
    return {"kind": kind, "id": project, "name": name, "project": project, "year": year, "grade": grade,
            "source": source, "cost": cost}


def _baseline_lines() -> list[Measure]:
    station = published("T008") * assumed("price_2015_to_2021")
    return [
        _opening("rail_line", "kwu-tung-station", _names("Kwu Tung Station", "古洞站", "古洞站"), 2027,
                 costs.quoted(2027, "T008", "mtr", 4), source="railwaygazette 2023-09-07"),
        _opening("rail_line", "hung-shui-kiu-station", _names("Hung Shui Kiu Station", "洪水橋站", "洪水桥站"), 2030,
                 costs.fixed("mtr", 2025, 2030, station, "derived", "as Kwu Tung Station, also on a running line"),
                 source="LegCo paper May 2025 (facts/published.csv T017)"),
        _opening("rail_line", "tuen-mun-south-extension", _names("Tuen Mun South Extension", "屯門南延綫", "屯门南延线"),
                 2030, costs.quoted(2030, "T012", "mtr"), source="railwaygazette 2023"),
    ]


def _northern_lines() -> list[Measure]:
    highway = assumed("road_cost_per_km")
    east_km = published("T018") - HIGHWAY_SAN_TIN_KM
    return [
        _opening("rail_line", "northern-link", _names("Northern Link", "北環綫", "北环线"), 2034,
                 costs.quoted(2034, "T009", "mtr", 9), source="Budget 2026 para 224: 2034 or earlier"),
        _opening("rail_line", "northern-link-spur", _names("Northern Link spur to the Loop", "北環綫支綫（至河套）", "北环线支线（至河套）"),
                 2034, costs.railway(2034, SPUR_TO_LOOP_KM, "hk_government", "three quarters of 6.2 km at Northern Link's cost per km"),
                 source="Budget 2026 para 224"),
        _opening("rail_line", "northern-link-east", _names("Northern Link eastern extension", "北環綫東延綫", "北环线东延线"), 2039,
                 costs.railway(2039, EAST_KM, "mtr", "9 km by map at Northern Link's cost per km"),
                 source="facts/published.csv T025: in and after 2039"),
        _opening("rail_line", "nent-line", _names("North East New Territories Line", "新界東北綫", "新界东北线"), 2039,
                 costs.railway(2039, NENT_KM, "mtr", "6.5 km by map at Northern Link's cost per km"),
                 source="facts/published.csv T026: in and after 2039"),
        _opening("road", "northern-metropolis-highway",
                 _names("Northern Metropolis Highway, San Tin section", "北部都會區公路新田段", "北部都会区公路新田段"), 2036,
                 costs.fixed("hk_government", 2028, 2036, HIGHWAY_SAN_TIN_KM * highway, "derived", "11.6 km at Heung Yuen Wai's cost per km"),
                 source="Budget 2026 para 225: 2036 or earlier"),
        _opening("road", "northern-metropolis-highway-east",
                 _names("Northern Metropolis Highway, eastern part", "北部都會區公路東段", "北部都会区公路东段"), 2039,
                 costs.fixed("hk_government", 2031, 2039, east_km * highway, "derived", "rest of 23 km at Heung Yuen Wai's cost per km"),
                 grade="assumed", source="SCMP 2024-02: rest from 2039"),
    ]


def _border() -> list[Measure]:
    huanggang = int(assumed("new_huanggang_year"))
    rows = [{"kind": "crossing", "id": "new-huanggang", "name": _names("New Huanggang", "新皇崗口岸", "新皇岗口岸"),
             "crossing": "NHG", "open": True, "year": huanggang, "grade": "assumed",
             "source": "building reported for the end of 2025 (Legislative Council, 7 May 2025); year assumed",
             "cost": costs.fixed("sz_government", 2022, huanggang, assumed("huanggang_building_cost"), "assumed", "no published figure")
             + costs.fixed("hk_government", huanggang - 2, huanggang, published("B076"), "plan", "facts/published.csv B076")}]
    for crossing, label in (("LW", ("Lo Wu", "羅湖", "罗湖")), ("LMC", ("Lok Ma Chau", "落馬洲", "落马洲")),
                            ("SB", ("Shenzhen Bay", "深圳灣", "深圳湾")), ("MKT", ("Man Kam To", "文錦渡", "文锦渡"))):
        minutes = round(assumed(f"{crossing.lower()}_clearance") * assumed("clearance_saving"), 1)
        rows.append({"kind": "crossing", "id": f"joint-inspection-{crossing.lower()}",
                     "name": _names(f"Joint inspection at {label[0]}", f"{label[1]}合作查驗", f"{label[2]}合作查验"),
                     "crossing": crossing, "year": 2030, "clearance": minutes, "grade": "assumed",
                     "source": "as announced for the new Huanggang, at half its gain",
                     "cost": costs.fixed("hk_government", 2028, 2030, assumed("clearance_programme_cost") / 8, "assumed", "half of an eighth of the programme")
                     + costs.fixed("sz_government", 2028, 2030, assumed("clearance_programme_cost") / 8, "assumed", "half of an eighth of the programme")})
    rows.append(_opening(
        "rail_line", "western-rail-link", _names("Hong Kong-Shenzhen Western Rail Link", "港深西部鐵路", "港深西部铁路"), 2035,
        costs.railway(2035, WESTERN_HK_KM, "hk_government", "7.3 km (T013) at Northern Link's cost per km")
        + costs.railway(2035, WESTERN_SZ_KM, "sz_government", "10.8 km (T013), half under the bay", "rail_cost_per_km_sz"),
        source="LegCo paper May 2025 (facts/published.csv T013-T016)"))
    return rows


def _spur_to_port() -> list[Measure]:
    kilometres = SPUR_KM - SPUR_TO_LOOP_KM
    return [{"kind": "rail_line", "id": "northern-link-spur-to-huanggang", "project": "northern-link-spur", "year": 2034,
             "name": _names("Northern Link spur, Loop to Huanggang", "北環綫支綫（河套至皇崗）", "北环线支线（河套至皇岗）"),
             "grade": "plan", "source": "Budget 2026 para 224",
             "note": "the spur's links open with the measure northern-link-spur; this one books the part to the port",
             "cost": costs.railway(2034, kilometres, "hk_government", "rest of 6.2 km at Northern Link's cost per km")}]


def write_plans() -> None:
    """Write every plan of the region."""
    _write("pipeline", "Homes and workplaces built outside the northern programme: the same in every plan.",
           {"name": _names("Building elsewhere", "其他地區的發展", "其他地区的发展"),
            "description": _names(
                "Homes and workplaces that the rest of Hong Kong and Shenzhen build whatever happens in the north. Rates a year are assumed with ranges in assumptions.csv and agree with Hong Kong's Long Term Housing Strategy.",
                "無論北部如何發展，香港其他地區及深圳都會興建的住宅及工作樓面。每年增幅屬假設，範圍見 assumptions.csv，並與香港《長遠房屋策略》相符。",
                "无论北部如何发展，香港其他地区及深圳都会兴建的住宅及工作楼面。每年增幅属假设，范围见 assumptions.csv，并与香港《长远房屋策略》相符。"),
            "grade": "assumed", "source": "rates of assumptions.csv: pipeline_*"},
           [_release(r, joined(zone_name(r.zone), MARKETS[r.market]), costs.public_building(r)) for r in pipeline()])
    _write("baseline", "What is built or committed: the comparison for every other plan.",
           {"name": _names("Committed only", "只計已落實項目", "只计已落实项目"),
            "description": _names(
                "Railways open by 2024, three committed stations, the first phases of Kwu Tung North, Fanling North, Hung Shui Kiu and the Loop, and building elsewhere. No other northern project and no change at the border.",
                "已於2024年前通車的鐵路、三個已落實的車站、古洞北、粉嶺北、洪水橋及河套的首階段，以及其他地區的發展。不包括其他北部項目，口岸維持不變。",
                "已于2024年前通车的铁路、三个已落实的车站、古洞北、粉岭北、洪水桥及河套的首阶段，以及其他地区的发展。不包括其他北部项目，口岸维持不变。"),
            "includes": ["pipeline"]},
           [m for project in BASELINE_PROJECTS for m in _project(project)] + _baseline_lines())
    _write("northern-building", "Land, homes and workplaces of the Northern Metropolis beyond the first phases. A part, not a plan by itself.",
           {"name": _names("Northern Metropolis: building", "北部都會區：土地及樓面", "北部都会区：土地及楼面"),
            "description": _names(
                "The development areas of the Northern Metropolis after their first phases. New Territories North runs to 2055 and is cut at the last year of the run.",
                "北部都會區各發展區首階段之後的發展。新界北新市鎮至2055年，模擬只計至最後一年。",
                "北部都会区各发展区首阶段之后的发展。新界北新市镇至2055年，模拟只计至最后一年。")},
           [m for project in northern() if project not in BASELINE_PROJECTS for m in _project(project)])
    _write("northern-transport", "Railways and roads within the Northern Metropolis. A part, not a plan by itself.",
           {"name": _names("Northern Metropolis: railways and roads", "北部都會區：鐵路及道路", "北部都会区：铁路及道路"),
            "description": _names(
                "Northern Link with its spur as far as the Loop, its eastern extension, the North East New Territories Line and the highway. No border crossing.",
                "北環綫（支綫只至河套）、東延綫、新界東北綫及北部都會區公路。不包括任何口岸。",
                "北环线（支线只至河套）、东延线、新界东北线及北部都会区公路。不包括任何口岸。")},
           _northern_lines())
    _write("border-opening", "New and quicker border crossings. A part, not a plan by itself.",
           {"name": _names("Closer border", "口岸便利化", "口岸便利化"),
            "description": _names(
                "New Huanggang, joint inspection at four crossings and the Western Rail Link. Nothing is built beside the crossings themselves.",
                "新皇崗口岸、四個口岸的合作查驗，以及港深西部鐵路。除口岸本身外不作其他建設。",
                "新皇岗口岸、四个口岸的合作查验，以及港深西部铁路。除口岸本身外不作其他建设。")},
           _border())
    _combinations()


def _combinations() -> None:
    """Plans made of the parts above."""
    _write("northern-metropolis", "The whole Northern Metropolis plan.",
           {"name": _names("Northern Metropolis", "北部都會區", "北部都会区"),
            "description": _names(
                "The whole programme as published: building, railways, roads and a closer border, on top of what is committed. Dates are published where they exist and phased by assumption elsewhere.",
                "已公布的整個計劃：在已落實項目之上，加上土地、鐵路、道路及口岸便利化。有公布日期者按公布日期，其餘按假設分期。",
                "已公布的整个计划：在已落实项目之上，加上土地、铁路、道路及口岸便利化。有公布日期者按公布日期，其余按假设分期。"),
            "baseline": "baseline",
            "includes": ["baseline", "northern-building", "northern-transport", "border-opening"]}, _spur_to_port())
    _write("northern-metropolis-closed", "The same building and inner transport with the border left as it is.",
           {"name": _names("Northern Metropolis, border unchanged", "北部都會區（口岸不變）", "北部都会区（口岸不变）"),
            "description": _names(
                "The same building, railways and roads within Hong Kong as the whole plan. No new crossing, no quicker clearance and no railway across the border.",
                "香港境內的建設、鐵路及道路與整個計劃相同。不設新口岸，不縮短過關時間，也不建跨境鐵路。",
                "香港境内的建设、铁路及道路与整个计划相同。不设新口岸，不缩短过关时间，也不建跨境铁路。"),
            "baseline": "baseline", "includes": ["baseline", "northern-building", "northern-transport"]}, [])
    _write("integration-only", "A closer border without the building.",
           {"name": _names("Closer border only", "只便利口岸", "只便利口岸"),
            "description": _names(
                "What is committed, with new and quicker border crossings and the Western Rail Link. None of the further northern building, and no Northern Link.",
                "已落實項目，加上新口岸、更快過關及港深西部鐵路。不包括其餘北部建設，也不建北環綫。",
                "已落实项目，加上新口岸、更快过关及港深西部铁路。不包括其余北部建设，也不建北环线。"),
            "baseline": "baseline", "includes": ["baseline", "border-opening"]}, [])
