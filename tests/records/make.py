#!/usr/bin/env python3
"""Makes the record that `tests/records` keeps, with the program as it is: its command line, and its forms over HTTP.

    make.py PROGRAM DATABASE NOTES

DATABASE is sqlite://FILE or postgres://..., and holds nothing yet. NOTES is a file for the moments that the record is looked at
as at. README.md says which program made what is kept."""

import datetime
import json
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.parse

from site_of_outcomes import Visitor, words

HERE = pathlib.Path(__file__).parent
PROGRAM, DATABASE, NOTES = sys.argv[1:4]
PASSWORD = "marble otter seventeen"
HARM, SEEN, HELP, LOST, GOOD = "self-harm", "seen-in-time", "early-help", "missing-children", "good-development"
HOME = "E06000017"
MOMENTS = []


def call(*arguments, expected=0):
    """Runs the program on the record."""
    done = subprocess.run([PROGRAM, *arguments, "--database", DATABASE], capture_output=True, text=True)
    assert done.returncode == expected, (arguments, done.stdout, done.stderr)
    return done.stdout


def load(text):
    """Loads a plan file."""
    file = pathlib.Path(NOTES).with_suffix(".toml")
    file.write_text(text)
    call("plan", "load", str(file))
    file.unlink()


def moment(what):
    """Ends a stage: nothing is written within two seconds of its moment."""
    time.sleep(2)
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    MOMENTS.append({"at": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "what": what})
    print(now.time(), what, flush=True)
    time.sleep(2)


class Site:
    """The program, serving the record on a port of loopback."""

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.program = subprocess.Popen([PROGRAM, "serve", "--database", DATABASE, "--listen", f"127.0.0.1:{port}"])
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.program.terminate()
        self.program.wait()


def member(site, email, name, role, organisation):
    """Somebody who is invited on the command line, accepts, and is signed in."""
    said = call("account", "invite", email, "--role", role, "--organisation", organisation, "--base-url", site.base)
    visitor = Visitor(site.base)
    visitor.accept(re.search(r"http\S+", said).group(), name, PASSWORD)
    return visitor


def record(who, indicator, period, typed, area=HOME, breakdown="Total", expected=303):
    """Records a figure by form; `reason` is asked for where there is one already."""
    cell = {"area": area, "breakdown": breakdown, "period": period}
    address = f"/indicators/{indicator}/record?{urllib.parse.urlencode(cell)}"
    return who.fill(address, typed, having=["status", "note"], expected=expected)


def step(who, indicator, period, step, reason=None, area=HOME, breakdown="Total"):
    """Takes a figure a step on: by its button on the page of its history, which asks for a reason where there has to be one."""
    cell = {"area": area, "breakdown": breakdown, "period": period}
    page = who.get(f"/indicators/{indicator}/history?{urllib.parse.urlencode(cell)}")
    part = re.search(r'name="step" value="' + step + '"', page)
    assert part, (indicator, period, step, words(page))
    begin = page.rfind("<form", 0, part.start())
    form = page[begin:page.find("</form>", begin) + 7]
    if reason is None:
        who.fill(f"/indicators/{indicator}/history", {}, page=form)
    else:
        asked = who.fill(f"/indicators/{indicator}/history", {}, page=form, expected=200)
        who.fill(f"/indicators/{indicator}/step", {"reason": reason}, page=asked)


def rows(page):
    """The numbers of a return's rows by what they are of: `indicator|area|breakdown|period`."""
    return {key.replace("&amp;", "&"): int(number) for number, key in re.findall(r'name="key\.(\d+)" value="([^"]*)"', page)}


def type_in(who, address, typed, button, expected=303):
    """Types into the rows of a return and presses a button: `save`, `submit`, `submit nil` or `add`."""
    page = who.get(address)
    known = rows(page)
    fields = {"step": button}
    for key, boxes in typed.items():
        if key is None:
            fields.update(boxes)
            continue
        assert key in known, (address, key, list(known))
        fields.update({f"{name}.{known[key]}": value for name, value in boxes.items()})
    return who.fill(address, fields, having=["seen.0"], expected=expected, page=page)


def return_step(who, address, step, reason=None):
    """Agrees to a return, sends it back or opens it again."""
    page = who.get(address)
    part = re.search(r'name="step" value="' + step + '"', page)
    assert part, (address, step, words(page))
    begin = page.rfind("<form", 0, part.start())
    form = page[begin:page.find("</form>", begin) + 7]
    who.fill(address, {"reason": reason} if reason else {}, page=form)


PLAN = (HERE / "plan.toml").read_text()
# Quarters of figures, and the returns that those fall due in.
BEFORE, FIRST, SECOND, THIRD = "2025-26 Q3", "2025-26 Q4", "2026-27 Q1", "2026-27 Q2"
HEALTH = {SECOND: "/returns/health/2026-27-q1", THIRD: "/returns/health/2026-27-q2", "now": "/returns/health/2026-27-q3"}
COUNCIL = {SECOND: "/returns/council/2026-27-q1", THIRD: "/returns/council/2026-27-q2", "now": "/returns/council/2026-27-q3"}
POLICE = {SECOND: "/returns/police/2026-27-q1", THIRD: "/returns/police/2026-27-q2", "now": "/returns/police/2026-27-q3"}


def key(indicator, period, area=HOME, breakdown="Total"):
    return f"{indicator}|{area}|{breakdown}|{period}"


def begin():
    """A demonstration, and after it the plan that the record is about."""
    call("migrate")
    load((HERE / "demonstration.toml").read_text())
    call("demo")
    moment("the demonstration of a small plan, as the program makes it")
    load(PLAN)


def people(site):
    """Somebody in each role: some are invited on the command line, some by the page of people."""
    said = {}
    for name, email, role, organisation in [
        ("Ada Lovell", "ada@kept.example", "administrator", "council"),
        ("Lea Norton", "lea@kept.example", "plan-lead", "council"),
        ("Ann Baker", "ann@kept.example", "analyst", "health"),
        ("Cat Dean", "cat@kept.example", "approver", "health"),
        ("Vic Moss", "vic@kept.example", "viewer", "council"),
    ]:
        said[name.split()[0].lower()] = member(site, email, name, role, organisation)
    ada = said["ada"]
    for name, email, role, organisation in [
        ("Bob Clark", "bob@kept.example", "analyst", "council"),
        ("Pat Quill", "pat@kept.example", "analyst", "police"),
        ("Sam Reeve", "sam@kept.example", "approver", "council"),
        ("Una Frost", "una@kept.example", "analyst", "health"),
    ]:
        page = ada.fill("/admin/people", {"email": email, "role": role, "organisation": organisation}, having=["email"], expected=200)
        said[name.split()[0].lower()] = accepted(site, page, name)
    return said


def accepted(site, page, name):
    """Somebody who follows the link that a page of people shows."""
    visitor = Visitor(site.base)
    visitor.accept(re.search(r"http[^\s<\"]*/invitations/[0-9a-f]+", page).group(), name, PASSWORD)
    return visitor


def number_of(ada, name):
    """The number that the page of people knows somebody by."""
    page = ada.get("/admin/people")
    return re.search(r'name="person" value="(\d+)"', page[page.index(name):]).group(1)


def record_by_hand(who):
    """Figures by form, on every step of their way, and with notes of every kind."""
    ann, cat, lea = who["ann"], who["cat"], who["lea"]
    told = {"status": "final", "note": "", "absence": ""}
    # A note that holds the word which the program puts before an explanation, typed by a person.
    record(ann, HARM, FIRST, {**told, "value": "3217", "note": "Counted by hand. Explained: the new system went live on 8 March."})
    step(ann, HARM, FIRST, "submit")
    step(cat, HARM, FIRST, "approve")
    record(ann, HARM, FIRST, {**told, "value": "1713", "note": "Explained: girls were asked apart."}, breakdown="sex=Female")
    step(ann, HARM, FIRST, "submit", breakdown="sex=Female")
    step(cat, HARM, FIRST, "approve", breakdown="sex=Female")
    record(ann, HARM, FIRST, {**told, "value": "1504", "note": "Boys, as the schools sent it."}, breakdown="sex=Male")
    step(ann, HARM, FIRST, "submit", breakdown="sex=Male")
    step(cat, HARM, FIRST, "send-back", "Which schools sent it?", breakdown="sex=Male")
    # Corrected while the approved one stands, and withdrawn.
    record(ann, HARM, BEFORE, {**told, "value": "3259", "status": "revised", "note": "Two schools sent theirs late.", "reason": "Late reports came in."})
    step(ann, HARM, BEFORE, "submit")
    record(ann, HARM, "2024-25 Q1", {**told, "value": "3391", "note": "A slip of the pen.", "reason": "Typed from the wrong line."})
    step(ann, HARM, "2024-25 Q1", "withdraw", "It was the line of another county.")
    record(ann, SEEN, FIRST, {**told, "absence": "awaited", "status": "provisional", "note": "The list is being moved."})
    step(ann, SEEN, FIRST, "submit")
    step(cat, SEEN, FIRST, "approve")
    record(who["bob"], HELP, FIRST, {**told, "value": "7413"})
    step(who["bob"], HELP, FIRST, "submit")
    step(who["sam"], HELP, FIRST, "approve")
    record(who["bob"], GOOD, "2024/25", {**told, "value": "73.04", "status": "provisional", "origin": "published", "note": "First release.", "reason": "It was published."})
    record(who["pat"], LOST, FIRST, {**told, "absence": "confidential", "note": "Fewer than the police may say."})


def by_form(who):
    """Targets, tolerances, change notes and definitions by form."""
    ann, lea = who["ann"], who["lea"]
    at = lambda indicator, page, **choice: f"/indicators/{indicator}/{page}?{urllib.parse.urlencode(choice)}"
    lea.fill(at(HARM, "target", area=HOME, breakdown="Total", period=SECOND), {"lower": "3041", "upper": "3189"})
    lea.fill(at(HARM, "target", area=HOME, breakdown="Total", period=SECOND), {"lower": "3052", "upper": "3189"})
    lea.fill(at(GOOD, "target", area=HOME, breakdown="Total", period="2025/26"), {"lower": "74.21", "upper": ""})
    lea.fill(at(HARM, "tolerance", year="2027-28"), {"scale": "absolute", "number": "41"})
    lea.fill(at(GOOD, "tolerance", year="2027-28"), {"scale": "percent", "number": "3.5"})
    lea.fill(at(GOOD, "tolerance", year="2027-28"), {}, having=["was", "step"])
    ann.fill(f"/indicators/{SEEN}/change-note", {
        "note": "second-clinic",
        "on": "1 July 2025", "kind": "event", "effect": "explains", "text": "A second clinic opened in Uppingham.", "source": "The trust's newsletter",
    })
    lea.fill(f"/indicators/{LOST}/change-note", {
        "note": "hospitals",
        "on": "1 April 2024", "kind": "recording change", "effect": "breaks", "text": "Hospitals report missing patients as well.", "source": "Police circular 11",
    })
    lea.fill(f"/indicators/{SEEN}/definition", {
        "from": "1 April 2026", "timing": "snapshot", "text": "Children on the list on the last day who had waited less than eighteen weeks, counted by birthday.",
    })


def returns(who):
    """Returns in every state, with explained rows in every shape."""
    ann, una, bob, pat, cat, sam, ada = (who[name] for name in ("ann", "una", "bob", "pat", "cat", "sam", "ada"))
    ada.send("/returns/start", {"quarter": "2026-27 Q1", "was": ""})
    # Approved: the quarter before. The row with the word in its note is typed on, as people did.
    address = HEALTH[SECOND]
    type_in(ann, address, {
        key(HARM, FIRST): {"value": "3218"},
        key(SEEN, FIRST): {"numerator": "3301", "denominator": "5291", "absence": "", "note": "The list as it was moved.", "status": "final"},
    }, "save")
    explain(ann, address)
    hand_in(ann, address)
    return_step(cat, address, "approve")
    # Approved, and later opened again: all shapes of notes and explanations.
    address = HEALTH[THIRD]
    type_in(ann, address, {
        key(HARM, SECOND): {"value": "3946", "note": "Three schools counted twice and were put right.", "status": "final"},
        key(HARM, SECOND, breakdown="sex=Female"): {"value": "2241", "status": "final"},
        key(HARM, SECOND, breakdown="sex=Male"): {"value": "1705", "note": "Explained: nothing is odd here.", "status": "final"},
        key(HARM, SECOND, area="E07000999"): {"value": "1873", "note": "Only a note, for Oakham.", "status": "final"},
        key(HARM, SECOND, area="E07000998"): {"absence": "low", "note": "Fewer than six.", "status": "provisional"},
        key(SEEN, SECOND): {"numerator": "2291", "denominator": "4102", "note": "Counted again. Explained: by the ward itself.", "status": "provisional"},
    }, "save")
    explain(ann, address, {
        key(HARM, SECOND): ("checked", "Every school was telephoned."),
        key(HARM, SECOND, breakdown="sex=Female"): ("checked", "A campaign asked girls to report."),
        key(SEEN, SECOND): ("recording changed", "The list moved to the new system."),
    })
    hand_in(ann, address)
    return_step(cat, address, "approve")
    # Handed in and waiting for its approver; a row was added for a group.
    address = HEALTH["now"]
    type_in(ann, address, {None: {"add-what": f"{HARM}|{THIRD}", "add-area": HOME, "add-group": "Total", "add-other": "age: 10 to 14"}}, "add")
    type_in(una, address, {
        key(HARM, THIRD): {"value": "3127", "note": "Summer is always quieter.", "status": "provisional"},
        key(HARM, THIRD, breakdown="age=10 to 14"): {"value": "1317", "status": "provisional"},
        key(SEEN, THIRD): {"numerator": "3417", "denominator": "5313", "status": "provisional", "note": ""},
    }, "save")
    explain(una, address, {key(SEEN, THIRD): ("series breaks", "From July the list counts twins once.")})
    hand_in(una, address)
    # The council: agreed, sent back, and open with rows that are typed in.
    type_in(bob, COUNCIL[SECOND], {key(HELP, FIRST): {"value": "9431", "note": "Corrected by the front door."}}, "save")
    explain(bob, COUNCIL[SECOND], {key(HELP, FIRST): ("series breaks", "Letters and telephone calls are counted together now.")})
    hand_in(bob, COUNCIL[SECOND])
    return_step(sam, COUNCIL[SECOND], "approve")
    type_in(bob, COUNCIL[THIRD], {key(HELP, SECOND): {"value": "7561", "note": "One week is missing."}}, "save")
    explain(bob, COUNCIL[THIRD])
    hand_in(bob, COUNCIL[THIRD])
    return_step(sam, COUNCIL[THIRD], "send-back", "Please add the week that is missing.")
    type_in(bob, COUNCIL["now"], {
        key(HELP, THIRD): {"value": "7877", "note": "Typed and not handed in."},
        key(GOOD, "2025/26"): {"value": "0.74", "status": "provisional", "note": "As the press release has it."},
    }, "save")
    explain(bob, COUNCIL["now"], {key(GOOD, "2025/26"): ("checked", "The release gives a share of one.")})
    # The police: nil for the last quarter, nothing for the one before.
    type_in(pat, POLICE["now"], {}, "submit nil")


def explain(who, address, reasons=None):
    """Says why unlikely rows are right: those that are named, and all others that are asked about."""
    page = who.get(address)
    asked = {int(number) for number in re.findall(r'name="because\.(\d+)"', page)}
    given = {int(number) for number, text in re.findall(r'name="reason\.(\d+)"[^>]*?value="([^"]*)"', page) if text}
    known = rows(page)
    typed = {}
    for name, number in known.items():
        because, reason = (reasons or {}).get(name, ("checked", f"It was looked at, in row {number + 1}."))
        if number in asked - given or (number in asked and name in (reasons or {})):
            typed[name] = {"because": because, "reason": reason}
        else:
            assert name not in (reasons or {}), (address, name, asked, words(page))
    if typed:
        type_in(who, address, typed, "save")


def hand_in(who, address):
    """Hands a return in; rows that are empty have no figure to be had."""
    type_in(who, address, {None: {"blank": "not available"}}, "submit")


def stories(who):
    """Narratives, ratings, actions and money."""
    ann, bob, lea, cat = who["ann"], who["bob"], who["lea"], who["cat"]
    told = {"happened": "More children asked for help than in any quarter before.", "why": "Schools have the new form, and use it.",
            "next": "The clinic opens on Saturdays.", "asked": "Agree to a fourth nurse."}
    tell = lambda who, address, period, typed, step: who.fill(
        f"{address}/narrative?{urllib.parse.urlencode({'period': period})}", {**typed, "step": step}, having=["happened", "asked"])
    tell(ann, f"/indicators/{HARM}", SECOND, told, "publish")
    tell(ann, f"/indicators/{SEEN}", FIRST, {**told, "happened": "Half of the children were seen in time."}, "publish")
    tell(ann, f"/indicators/{SEEN}", SECOND, {**told, "happened": "A draft about the new list."}, "draft")
    tell(lea, "/priorities/quick-help", SECOND, {**told, "happened": "Help came quicker than a year ago.", "next": "Ask families again in spring."}, "publish")
    tell(bob, f"/indicators/{HELP}", FIRST, {**told, "happened": "This narrative is taken back."}, "publish")
    lea.fill("/priorities/quick-help/rating?year=2026-27", {"colour": "amber", "outlook": "improving", "reason": "The waits fall, slowly."})
    address = "/priorities/quick-help/rating?year=2024-25"
    lea.fill(address, {"colour": "green", "outlook": "steady", "reason": "This rating is taken back."})
    asked = lea.fill(address, {}, having=["replaces", "step"], expected=200)
    lea.fill(address, {"reason": "It was of another year."}, page=asked)
    lea.fill("/priorities/quick-help/rating?year=2025-26", {"colour": "red", "outlook": "worsening", "reason": "Nobody could be found for the post."})
    agree = {"starts": "1 May 2025", "due": "1 September 2026"}
    actions = []
    for slug, person, organisation, name, priority in [
        ("saturdays", lea, "health", "Open the clinic on Saturdays", "quick-help"),
        ("assistants", bob, "council", "Train every teaching assistant", "ready-for-school"),
        ("leaflet", bob, "council", "Print a leaflet that nobody wanted", "ready-for-school"),
    ]:
        to = person.fill(f"/actions/new?organisation={organisation}", {**agree, "action": slug, "name": name, "priority": priority, "organisation": organisation})
        actions.append(to.split("?")[0])
    for slug, which, state, note, person in [
        ("room", 0, "under way", "A room is found above the library.", ann), ("full", 0, "done", "The first Saturday was full.", cat),
        ("left", 1, "stopped", "The trainer left the county.", bob),
    ]:
        person.fill(actions[which], {"status": slug, "state": state, "said": "20 November 2026", "note": note}, having=["state", "said"])
    bob.fill(f"{actions[1]}/change", {"name": "Train every teaching assistant twice"})
    bob.fill(f"{actions[2]}/withdraw", {"reason": "Nobody wanted the leaflet."})
    for slug, name, budget, spent in [
        ("nurse", "A nurse for Saturdays", "48,311.50", "47,119.25"), ("rent", "Rent above the library", "9,120", ""), ("van", "A van", "17,655", "0"),
    ]:
        lea.fill("/funding/new", {"line": slug, "name": name, "priority": "quick-help", "year": "2026-27", "source": "Public health grant, round two", "budget": budget, "spent": spent})
    lea.fill("/funding/nurse/change", {"budget": "49,118.75"})
    lea.fill("/funding/van/withdraw", {"reason": "The van was lent to us."})


def pack(lea, slug, name, on):
    """A pack for a meeting, and its address."""
    lea.fill("/packs/new", {
        "pack": slug,
        "meeting": name, "on": on, "year": "2026-27", "agenda": "What the last meeting asked\nSaturdays at the clinic",
        "cover-note": "Read the **waits** first, and the rest on the train.", "place-quick-help": "1",
    }, having=["meeting", "agenda"])
    return f"/packs/{slug}"


def freeze(lea, address):
    page = lea.get(address)
    form = page[page.rfind("<form", 0, page.index(f'{address}/freeze"')):]
    lea.fill(address, {}, page=form[:form.index("</form>") + 7])


def meetings(who):
    """A frozen pack with decisions, one that is being made, and one that was withdrawn."""
    lea = who["lea"]
    first = pack(lea, "december", "Children's board of December", "10 December 2026")
    lea.fill(f"{first}/change", {"cover-note": "Read the **waits** first, and the rest on the way home."})
    freeze(lea, first)
    decide = lambda slug, typed: lea.fill(first, {"name": slug, **typed}, having=["decision"])
    decide("by-school", {"decision": "The board asks for the waits by school."})
    decide("fourth-nurse", {"decision": "The board agrees to a fourth nurse.", "priority": "quick-help", "organisation": "health", "due": "1 March 2027"})
    decide("mistake", {"decision": "This decision was noted by mistake."})
    lea.fill(f"{first}/decisions/mistake", {"reason": "It was said at another meeting."})
    pack(lea, "march", "Children's board of March", "9 March 2027")
    third = pack(lea, "never", "A meeting that was never held", "1 February 2027")
    lea.fill(f"{third}/withdraw", {"reason": "The hall was flooded."})


def corrections(who):
    """What changes after it was approved, told about and frozen."""
    ann, una, cat, lea = (who[name] for name in ("ann", "una", "cat", "lea"))
    address = HEALTH[THIRD]
    return_step(cat, address, "reopen", "A school found forty reports in a drawer.")
    type_in(ann, address, {
        key(HARM, SECOND): {"value": "3986", "status": "revised"},
        key(HARM, SECOND, area="E07000999"): {"value": "1913", "note": "Only a note, for Oakham, revised.", "status": "revised"},
    }, "save")
    explain(ann, address, {key(HARM, SECOND): ("checked", "The drawer was opened in front of two people.")})
    hand_in(ann, address)
    return_step(cat, address, "approve")
    return_step(cat, HEALTH[SECOND], "reopen", "The ward counts once more.")
    type_in(una, HEALTH[SECOND], {key(SEEN, FIRST): {"numerator": "3311", "note": "Counted a third time."}}, "save")
    address = f"/indicators/{HELP}/narrative?{urllib.parse.urlencode({'period': FIRST})}"
    asked = lea.fill(address, {}, having=["period", "replaces", "step"], expected=200)
    lea.fill(address, {"reason": "It told of another county."}, page=asked)


def files(who, site):
    """An import that stays, one that is undone, and a file that waits."""
    lea = who["lea"]
    head = "indicator,area_code,breakdown,period,value,numerator,denominator,status,note\n"
    stays = head + (
        f"{LOST},{HOME},Total,2023-24 Q1,4127,,,final,Brought by a file\n{LOST},{HOME},Total,2022-23 Q1,4091,,,revised,\n"
        f"{SEEN},{HOME},sex=Female,{SECOND},,1190,2110,provisional,Girls of the new list\n{GOOD},E92000001,Total,2024/25,68.12,,,final,\n"
    )
    waits = head + f"{HELP},{HOME},Total,2024-25 Q2,7519,,,final,A file that waits\n"
    undone = head + f"{HELP},{HOME},Total,2024-25 Q3,7621,,,final,A file that was undone\n{LOST},{HOME},Total,2024-25 Q3,4033,,,final,Undone too\n{GOOD},E92000001,Total,2023/24,67.99,,,revised,Undone over an approved one\n"
    for name, text in [("stays.csv", stays), ("undone.csv", undone)]:
        to = lea.upload("/import", name, text.encode())
        lea.fill(to, {}, having=["seen"])
    page = lea.get("/import")
    number = re.findall(r'name="number" value="(\d+)"', page)[0]
    lea.send("/import/undo", {"number": number})
    file = pathlib.Path(NOTES).with_suffix(".csv")
    file.write_text(head + f"{HARM},{HOME},Total,2021-22 Q4,3009,,,final,From before the plan\n")
    call("import", str(file))
    file.write_text(head + f"{HARM},{HOME},Total,2021-22 Q3,3071,,,final,Taken back on the command line\n")
    said = call("import", str(file), "--json")
    call("import", "--undo", str(json.loads(said)["import"]))
    more = "indicator,indicator_name,measure,unit,polarity,period_kind," + head.removeprefix("indicator,")
    file.write_text(more + f"young-carers,Young carers known to schools,count,carers,higher,academic year,{HOME},Total,2023/24,3613,,,final,Of a file with an indicator of its own\n")
    call("import", str(file))
    file.unlink()
    return lea.upload("/import", "waits.csv", waits.encode())


def review(who):
    """The review of the plan year that has ended, and what it makes of the next."""
    lea = who["lea"]
    address = "/reviews/2025-26"
    for priority, typed in [
        ("quick-help", {"recommended": "carry on", "decided": "carry on", "because": "The waits are still too long.", "reason": "The board agreed at once."}),
        ("ready-for-school", {"recommended": "carry on", "decided": "reword", "because": "It is about parents as well.", "reason": "Parents asked for it.",
                              "name": "Ready for school, with parents", "summary": "Parents and children get ready together."}),
    ]:
        lea.fill(f"{address}?of={priority}", typed, having=["recommended", "because"])
    lea.fill(f"{address}?of=new", {
        "recommended": "add", "decided": "add", "because": "Children asked for it in the survey.", "reason": "Nobody was against it.",
        "name": "A safe way to school", "summary": "Children walk and ride without fear.", "focus-area": "be-heard",
    }, having=["recommended", "because"])
    page = lea.get(address)
    form = page[page.rfind("<form", 0, page.index('name="saw"')):]
    lea.fill(address, {}, page=form[:form.index("</form>") + 7])


def plan_changes(who):
    """The plan by its pages and by its file, loaded again with other words."""
    lea = who["lea"]
    lea.fill("/admin/plans/rutland-2024-28/strategies", {"text": "We ask children first, and write down what they say."}, having=["text"])
    lea.fill("/admin/plans/rutland-2024-28/focus-areas?key=be-heard", {"summary": "Children who hurt are listened to on the day that they ask, and the day after."}, having=["summary"])
    text = PLAN.replace("A set of neighbours invented for the kept records", "The same set, published again")
    text = text.replace('"2022-23 Q4" = { value =', '"2022-23 Q4" = { status = "revised", value =')
    text = text.replace('text = "Schools began to report on the new form."', 'text = "Schools and colleges began to report on the new form."')
    text = text.replace("The council's own notice", "The council's notice, second printing")
    load(text)


def leave(who, site):
    """People change, leave and are refused."""
    ada, ann, lea = who["ada"], who["ann"], who["lea"]
    una = number_of(ada, "Una Frost")
    vic = number_of(ada, "Vic Moss")
    ada.send("/admin/people/roles", {"person": vic, "change": "give", "role": "analyst", "organisation": "police"})
    ada.send("/admin/people/roles", {"person": vic, "change": "take", "role": "viewer", "organisation": "council"})
    ada.send("/admin/people/erase", {"person": una})
    page = ada.send("/admin/people/link", {"person": vic}, expected=200)
    assert "/invitations/" in page
    stranger = Visitor(site.base)
    stranger.sign_in("ann@kept.example", "not the password", expected=422)
    for visitor, address in [(stranger, "/packs"), (ann, "/admin/audit"), (ann, "/funding/new"), (lea, "/admin/people"), (who["pat"], f"/indicators/{HARM}/record")]:
        status, *_ = visitor.ask(address)
        assert status in (401, 403), (address, status)
    second = Visitor(site.base)
    second.sign_in("ann@kept.example", PASSWORD)
    third = Visitor(site.base)
    third.sign_in("ann@kept.example", PASSWORD)
    page = ann.get("/account")
    ann.send("/account/sessions", {"session": re.findall(r'name="session" value="(\d+)"', page)[0]})
    who["pat"].send("/sign-out", {})


begin()
with Site() as site:
    who = people(site)
    record_by_hand(who)
    by_form(who)
    moment("the plan, figures by form, targets, tolerances, change notes, definitions")
    returns(who)
    stories(who)
    moment("returns in every state, narratives, ratings, actions, money")
    meetings(who)
    corrections(who)
    moment("a frozen pack, decisions, and figures that changed after it")
    waiting = files(who, site)
    plan_changes(who)
    review(who)
    leave(who, site)
    moment("imports, a plan changed by page and file, a review, people who left")

pathlib.Path(NOTES).write_text(json.dumps({"moments": MOMENTS, "waiting": waiting}, indent=1) + "\n")
