"""Two clients in one call and one store: no value of one is found in the files of the other."""

from __future__ import annotations

import json

import pytest

SPEC = """\
version: 1
client: {{id: {client}, name: {name}, timezone: Europe/Vilnius, currency: EUR, variables: {{manager: {manager}}}}}
report: {{id: monthly, author: "{{{{ client.variables.manager }}}}"}}
brand: {{logo: {client}.svg}}
sources:
  shop: {{plugin: files, path: {client}/orders.csv, dataset: orders}}
events: [{{date: 2026-10-07, label: {event}}}]
sections:
  - title: Results
    blocks:
      - {{type: takeaways}}
      - {{type: kpis, metrics: [revenue, orders]}}
      - {{type: table, metrics: [revenue], by: product}}
      - {{type: chart, kind: line, metric: revenue}}
      - {{type: text, file: "{client}/notes.md"}}
      - {{type: data_notes}}
outputs: [html, pdf]
"""
CLIENTS = {
    "ash": {"name": "Ashgrove Mills", "manager": "Ieva Ashmanager", "event": "Ashevent", "unit": 7},
    "birch": {"name": "Birchwood Dairy", "manager": "Jonas Birchmanager", "event": "Birchevent", "unit": 13},
}


def orders(client, unit):
    head = "order_id,line_no,order_date,product,revenue\n"
    rows = (
        f"{client}-{month}-{day},1,2026-{month:02}-{day:02},{client}-product-{day % 3},{unit * 1009 + day * month}.25\n"
        for month in (8, 9, 10)
        for day in range(1, 31)
    )
    return head + "".join(rows)


@pytest.fixture
def files(project):
    """Both clients; their specs have the same report id, source id and stream."""
    for client, facts in CLIENTS.items():
        logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {facts["unit"]} 9"><title>{client}-logo</title></svg>'
        project.write(
            {
                f"{client}.yaml": SPEC.format(client=client, **facts),
                f"{client}/orders.csv": orders(client, facts["unit"]),
                f"{client}/notes.md": f"A note for {client} alone.\n",
                f"{client}.svg": logo,
            }
        )
    return project


def marks(client):
    """What may stand only in the files of this client."""
    facts = CLIENTS[client]
    products = [f"{client}-product-{n}" for n in range(3)]
    return [facts["name"], facts["manager"], facts["event"], f"A note for {client} alone", *products, f'"{client}"']


def numbers(report):
    """Every number that has enough digits to be nobody else's."""
    found = {fact["value"] for fact in report["facts"]} | {value for s in report["series"] for value in s["values"]}
    return {repr(value) for value in found if value is not None and len(repr(value)) > 5}


def test_no_value_of_one_client_is_in_the_files_of_the_other(files):
    result = files.run("build", "ash.yaml", "birch.yaml", "--as-of", "2026-11-05", "--format", "html")
    assert result.code == 0, result.err
    reports = {client: files.read(f"out/{client}/monthly/2026-10/report.json") for client in CLIENTS}
    for client, other in (("ash", "birch"), ("birch", "ash")):
        foreign = [*marks(other), *numbers(reports[other])]
        assert len(foreign) > 15
        written = {
            n: (files.folder / n).read_bytes() for n in files.files(f"out/{client}") + files.files(f"store/{client}")
        }
        assert len(written) >= 6
        leaked = [(name, text) for name, data in written.items() for text in foreign if text.encode() in data]
        assert leaked == []
        own = (files.folder / f"out/{client}/monthly/2026-10/report.json").read_text()
        assert [text for text in marks(client) if text not in own] == []


def test_a_client_is_the_same_alone_and_beside_another(files):
    """Nothing of one document stays in what documents share: compiled templates, style sheets, fonts, the chart engine."""

    def build(out, *specs, store="store"):
        told = ("--as-of", "2026-11-05", "--format", "html,pdf", "--out", out, "--store", store)
        assert files.run("build", *specs, *told).code == 0

    build("after", "birch.yaml", "ash.yaml")
    build("alone", "ash.yaml", store="own")
    for name in ("report.json", "report.html", "report.pdf"):
        after, alone = ((files.folder / out / "ash/monthly/2026-10" / name).read_bytes() for out in ("after", "alone"))
        assert after == alone


def test_the_same_file_for_two_clients_is_stored_for_each(files):
    files.write({"birch/orders.csv": (files.folder / "ash/orders.csv").read_text()})
    assert files.run("build", "ash.yaml", "birch.yaml", "--as-of", "2026-11-05", "--format", "json").code == 0
    stored = {client: list(files.folder.glob(f"store/{client}/shop/rows/*.json")) for client in CLIENTS}
    for client, (manifest,) in stored.items():
        assert json.loads(manifest.read_bytes())["client"] == client
    assert stored["ash"][0].name != stored["birch"][0].name


def test_what_is_stored_for_one_client_does_not_open_for_another(files):
    """A client's folder that is moved under another's name is not believed."""
    assert files.run("build", "ash.yaml", "--as-of", "2026-11-05", "--format", "json").code == 0
    (files.folder / "store/ash").rename(files.folder / "store/birch")
    files.write({"birch/orders.csv": (files.folder / "ash/orders.csv").read_text()})
    (key,) = files.folder.glob("store/birch/shop/rows/*.key")
    planted = key.read_text()
    result = files.run("build", "birch.yaml", "--as-of", "2026-11-05", "--format", "json")
    assert result.code == 0, result.err
    (source,) = files.read("out/birch/monthly/2026-10/manifest.json")["sources"]
    assert source["snapshot"] != planted
    assert (
        json.loads((files.folder / f"store/birch/shop/rows/{source['snapshot']}.json").read_bytes())["client"]
        == "birch"
    )


@pytest.mark.parametrize("client", ["../x", "..", "a/b", "/etc/x", "a\\\\b", "", ".hidden", "a b", "a\nb"])
def test_an_id_that_could_lead_elsewhere_is_refused(files, client):
    spec = SPEC.format(client="ash", **CLIENTS["ash"]).replace("id: ash,", f"id: {json.dumps(client)},")
    files.write({"evil.yaml": spec})
    before = files.files()
    result = files.run("build", "evil.yaml", "--as-of", "2026-11-05")
    assert result.code == 2
    assert result.err.startswith("evil.yaml:2:14: client.id: ")
    assert files.files() == before
