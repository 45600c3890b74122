"""Formats that carry a whole run: what goes out comes back."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import openmatrix
import pandas as pd

from technopole.region import load_region
from technopole.store import export, long_tables, read_run
from technopole.store.keys import column_notes
from technopole.store.omx import read_omx

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun


def test_omx_comes_back(run: FakeRun, tmp_path: Path) -> None:
    (file,) = export(run, "omx", tmp_path / "run.omx")
    matrices, zones = read_omx(file)
    assert zones == list(run.region.zones)
    for position, year in enumerate(run.years):
        np.testing.assert_array_equal(matrices[f"commuters_{year}"], run.path.commuters[position])
        np.testing.assert_array_equal(matrices[f"minutes_{year}"], run.path.minutes_now[position])


def test_omx_is_what_other_tools_expect(run: FakeRun, tmp_path: Path) -> None:
    (file,) = export(run, "omx", tmp_path / "run.omx")
    with openmatrix.open_file(str(file)) as store:
        assert store.version() == b"0.2"
        assert tuple(store.shape()) == (7, 7)
        assert store.list_mappings() == ["zone"]


def test_omx_of_the_same_run_has_the_same_bytes(run: FakeRun, tmp_path: Path) -> None:
    files = [export(run, "omx", tmp_path / name)[0] for name in ("a.omx", "b.omx")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_every_column_of_every_table_has_a_meaning(run: FakeRun, folder: Path) -> None:
    tables = {**long_tables(run), "scorecard": read_run(folder).scorecard, "plan_costs": run.plan_costs}
    notes = column_notes(tables, "NOR")
    assert [(note.table, note.column) for note in notes if not note.meaning] == []
    assert not [note for note in notes if "money" in note.unit]
    units = {(note.table, note.column): note.unit for note in notes}
    assert units["floor", "rent"] == "NOR per m2 a year"
    assert units["people", "population"] == "persons"


def test_csv_comes_with_its_key(folder: Path, tmp_path: Path) -> None:
    export(read_run(folder), "csv", tmp_path / "csv")
    key = pd.read_csv(tmp_path / "csv" / "columns.csv")
    for file in (tmp_path / "csv").glob("*.csv"):
        if file.stem not in ("columns", "names"):
            own = key[key["table"] == file.stem]
            assert list(own["column"]) == list(pd.read_csv(file, nrows=0).columns)
    names = pd.read_csv(tmp_path / "csv" / "names.csv").set_index(["kind", "id"])
    assert names.loc[("zones", "harbour"), "name_zh_hant"] == "港口"
    assert names.loc[("crossings", "bridge"), "name_en"] == "Old Bridge"


def test_a_data_package_holds_the_whole_run(folder: Path, tmp_path: Path) -> None:
    run = read_run(folder)
    export(run, "datapackage", tmp_path / "package")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert len(resources) == len(package["resources"])
    for resource in resources.values():
        content = (tmp_path / "package" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        if "schema" in resource:
            header = next(csv.reader(content.decode("utf-8").splitlines()))
            assert [field["name"] for field in resource["schema"]["fields"]] == header
            for key in resource["schema"].get("foreignKeys", []):
                assert key["reference"]["resource"] in resources
    for name, table in long_tables(run).items():
        back = pd.read_csv(tmp_path / "package" / "data" / f"{name}.csv")
        pd.testing.assert_frame_equal(back, table, check_dtype=False, rtol=1e-9)
    again = load_region(tmp_path / "package" / "region")
    assert again.fingerprint == run.region.fingerprint
    listed = {path.relative_to(tmp_path / "package").as_posix() for path in
              (tmp_path / "package").rglob("*") if path.is_file()}  # fmt: skip
    assert listed - {"datapackage.json"} == {resource["path"] for resource in resources.values()}
