"""claims.yaml: shipped ones load; every fault has one clear sentence with the nearest right name."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

import technopole as tp
from technopole.decide import claims_schema, load_claims
from technopole.decide.claims.ask import chosen
from technopole.decide.claims.schema import KINDS

SOUND = {
    "id": "grows",
    "statement": "Meadow grows.",
    "kind": "reaches",
    "test": {"indicator": "population", "scope": "meadow", "at_least": 20000},
    "plan": "new-town",
}


def faults_of(region, tmp_path, *claims, text=None):
    file = tmp_path / "claims.yaml"
    file.write_text(text or yaml.safe_dump({"claims": list(claims)}))
    with pytest.raises(tp.InputError) as error:
        load_claims(region, file)
    return str(error.value)


@pytest.mark.parametrize("name", ["two-towns", "hong-kong-shenzhen"])
def test_shipped_claims_are_sound(name):
    region = tp.load_region(name)
    asked = load_claims(region)
    assert len(asked) >= 7
    assert all(one.claim.statement.zh_hant and one.claim.statement.zh_hans for one in asked)
    written = yaml.safe_load((region.folder / "claims.yaml").read_text())
    jsonschema.validate(_expanded(written), claims_schema())


def _expanded(written):
    """The schema describes futures in full; a plan's name stands for one in a file."""
    for claim in written["claims"]:
        for key in ("plan", "counterfactual"):
            if isinstance(claim.get(key), str):
                claim[key] = {"plan": claim[key]}
        for key in ("parts", "circumstances"):
            if key in claim:
                claim[key] = [{"plan": one} if isinstance(one, str) else one for one in claim[key]]
    return written


def test_two_towns_has_one_claim_of_each_kind(towns):
    assert {one.claim.kind for one in load_claims(towns)} == set(KINDS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"test": {"indicator": "populaton", "at_least": 1}}, "nearest: 'population'"),
        ({"test": {"indicator": "population", "scope": "medow", "at_least": 1}}, "nearest: 'meadow'"),
        ({"test": {"indicator": "population", "year": 2090, "at_least": 1}}, "2021 to 2046"),
        ({"test": {"indicator": "population", "scope": "meadow"}}, "no goal"),
        ({"test": {"indicator": "jobs", "scope": "meadow", "target": True}}, "no target 'jobs@meadow'"),
        ({"kind": "reach"}, "nearest: 'reaches'"),
        ({"kind": "raises"}, "has a goal, which 'raises' does not use"),
        ({"plan": "new-twon"}, "nearest: 'new-town'"),
        ({"plan": {"plan": "new-town", "without": ["new-bridg"]}}, "nearest: 'new-bridge'"),
        ({"plan": {"plan": "new-town", "set": {"sigma.locl": 3}}}, "nearest: 'local'"),
        ({"plan": {"plan": "new-town", "set": {"closure": 3}}}, "is a word"),
        ({"statment": "x"}, "nearest: 'statement'"),
        ({"counterfactual": "baseline"}, "does not use"),
    ],
)
def test_bad_claims_are_told_clearly(towns, tmp_path, change, words):
    assert words in faults_of(towns, tmp_path, SOUND | change)


def test_all_faults_at_once(towns, tmp_path):
    first = SOUND | {"plan": "new-twon"}
    second = SOUND | {"test": {"indicator": "jbos", "at_least": 1}}
    told = faults_of(towns, tmp_path, first, second)
    assert "new-twon" in told
    assert "jbos" in told
    assert "bears the id of claim 1" in told


def test_files_that_hold_no_claims(towns, tmp_path):
    assert "no list of claims" in faults_of(towns, tmp_path, text="a: 1\n")
    assert "is no mapping" in faults_of(towns, tmp_path, "x")
    with pytest.raises(tp.InputError, match="makes no claims"):
        load_claims(_without_claims(towns, tmp_path))


def _without_claims(region, tmp_path):
    from dataclasses import replace

    return replace(region, folder=tmp_path / "nowhere")


def test_claims_are_chosen_by_name(towns):
    asked = load_claims(towns)
    assert [one.claim.id for one in chosen(asked, ["town-robust"])] == ["town-robust"]
    with pytest.raises(tp.InputError, match="nearest: 'town-grows'"):
        chosen(asked, ["town-grow"])
