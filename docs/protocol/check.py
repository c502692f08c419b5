#!/usr/bin/env python3
"""Reads vectors.json and examples/ with an implementation of its own, made from README.md and rules.md.

    python3 docs/protocol/check.py                               the vectors and the examples
    python3 docs/protocol/check.py ws://127.0.0.1:4080           plays on a running server

Python 3.8 and its standard library. It is a check of the prose, and a model for a client in another
language; it is slow where that is simpler.
"""
import base64
import copy
import hashlib
import hmac
import json
import math
import os
import pathlib
import re
import socket
import struct
import sys
import time
import urllib.parse
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
DAY = 24 * 60 * 60 * 1000


# ---- canonical bytes ------------------------------------------------------------------------------

def text(s):
    return len(s.encode()).to_bytes(4, "big") + s.encode()


def field(label, value):
    """A text, a number or bytes under its label."""
    if isinstance(value, str):
        return text(label) + text(value)
    if isinstance(value, int):
        value = value.to_bytes(8, "big", signed=True)
    return text(label) + len(value).to_bytes(4, "big") + value


def canonical(domain, *fields):
    return text(domain) + b"".join(field(label, value) for label, value in fields if value is not None)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def by_text(name):
    return name.encode("utf-16-be")


def account_of(public_key):
    return sha(canonical("offing-account-1", ("publicKey", public_key)))


def genesis_hash(account, incarnation):
    return sha(canonical("offing-genesis-1", ("account", account), ("incarnation", incarnation)))


def payload(m):
    return canonical(
        "offing-mutation-1", ("id", m["id"]), ("origin.incarnation", m["origin"]["incarnation"]),
        ("origin.seq", m["origin"]["seq"]), ("at", m["at"]), ("kind", m["kind"]), ("args", len(m["args"])),
        *[(name, m["args"][name]) for name in sorted(m["args"], key=by_text)],
        ("catalog", m["catalog"]), ("run", m["run"]), ("maxCost", m.get("maxCost")))


def link(previous, m, seq):
    return sha(canonical("offing-link-1", ("previous", previous), ("payload", payload(m)), ("seq", seq)))


def cause(m):
    return m["origin"]["incarnation"] + "/" + m["id"]


def entry_id(why):
    return sha(canonical("offing-entry-1", ("cause", why)))


def transfer_id(why):
    return sha(canonical("offing-transfer-1", ("cause", why)))[:32]


def gift_id(m):
    return transfer_id("gift/" + cause(m))


def code_id(code):
    return transfer_id("code/" + code.strip().upper())


def json_bytes(row):
    """What a row counts against the bounds: JSON without blanks, UTF-8."""
    return len(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())


def sealed(c):
    return canonical("offing-checkpoint-1", *[
        (k, c[k]) for k in ("keyId", "serverId", "account", "epoch", "version", "asOf", "digest")])


def mac(key, c):
    return hmac.new(key, sealed(c), "sha256").hexdigest()


def proof(challenge, origin, hello, checkpoint):
    return canonical(
        "offing-prove-1", ("serverId", challenge["serverId"]), ("origin", origin),
        ("serverNonce", challenge["nonce"]), ("serverNow", challenge["serverNow"]),
        ("protocol", hello["protocol"]), ("app", hello["app"]), ("rules", hello["rules"]),
        ("boundTo", hello.get("serverId")), ("accountId", hello["accountId"]),
        ("incarnation", hello["incarnation"]), ("publicKey", hello["publicKey"]),
        ("clientNonce", hello["clientNonce"]), ("link", 1 if hello.get("link") else None),
        ("checkpoint", checkpoint and checkpoint["mac"]))


# ---- digests --------------------------------------------------------------------------------------

def entry_fields(e):
    fields = [("id", e["id"]), ("at", e["at"]), ("cause", e["cause"]), ("postings", len(e["postings"]))]
    for p in e["postings"]:
        fields += [("account", p["account"]), ("amount", p["amount"])]
    if "fill" in e:
        f = e["fill"]
        fields += [("fill", f["order"])] + [(k, f[k]) for k in ("number", "count", "price")]
    if "period" in e:
        fields += [("task", e["period"]["task"]), ("period", e["period"]["number"])]
    if "transfer" in e:
        t = e["transfer"]
        fields += [("transfer", t["id"])] + [(k, t[k]) for k in ("direction", "peer", "amount", "at")]
    return fields


def dealings_fields(d):
    fields = [("began", d["began"]), ("goods", len(d["goods"]))]
    for name in sorted(d["goods"], key=by_text):
        fields += [("good", name), ("pieces", d["goods"][name])]
    fields += [("orders", len(d["orders"]))]
    for o in d["orders"]:
        fields += [("id", o["id"]), ("sells", 1 if o["sells"] else 0), ("good", o["good"]),
                   ("count", o["count"]), ("limit", o["limit"]), ("until", o["until"]),
                   ("fills", o["fills"])]
    fields += [("periods", len(d["periods"]))]
    for name in sorted(d["periods"], key=by_text):
        fields += [("task", name), ("period", d["periods"][name])]
    fields += [("books", len(d["books"]))]
    for name in sorted(d["books"], key=by_text):
        fields += [("book", name), ("amount", d["books"][name])]
    return fields


def section_digests(s):
    core, devices = s["core"], s["devices"]
    fields = [(k, core[k]) for k in ("asOf", "purse", "claim", "lifetime", "run")]
    fields += [("owned", len(core["owned"]))]
    for name in sorted(core["owned"], key=by_text):
        fields += [("producer", name), ("count", core["owned"][name])]
    fields += [("upgrades", len(core["upgrades"]))]
    fields += [("upgrade", u) for u in sorted(core["upgrades"], key=by_text)]
    fields += [("boosts", len(core["boosts"]))]
    for b in sorted(core["boosts"], key=lambda b: by_text(b["id"])):
        fields += [("boost", b["id"]), ("until", b["until"])]
    if "dealings" in core:
        fields += dealings_fields(core["dealings"])
    if "renown" in core:
        r = core["renown"]
        fields += [("gained", r["gained"]), ("spent", r["spent"]), ("perks", len(r["perks"]))]
        fields += [("perk", p) for p in sorted(r["perks"], key=by_text)]
        fields += [("most", len(r["most"]))]
        for name in sorted(r["most"], key=by_text):
            fields += [("producer", name), ("count", r["most"][name])]
    digests = {"core": sha(canonical("offing-core-1", *fields))}

    fields = [("keys", len(devices["keys"]))] + [("key", k) for k in sorted(devices["keys"])]
    for group, keys in (("live", ("device", "lastSeq", "lastHash", "forgotten", "lastUsed")),
                        ("removed", ("lastSeq", "lastHash", "forgotten", "lastUsed")),
                        ("carried", ("highest", "forgotten"))):
        fields += [(group, len(devices[group]))]
        for name in sorted(devices[group]):
            fields += [("incarnation", name)] + [(k, devices[group][name][k]) for k in keys]
    linked = devices.get("linked", {})
    fields += [("linked", len(linked) or None)]
    for key in sorted(linked):
        fields += [("key", key), ("name", linked[key]["name"]), ("at", linked[key]["at"])]
    fields += [("recovery", devices.get("recovery"))]
    digests["devices"] = sha(canonical("offing-devices-1", *fields))

    fields = [("entries", len(s["timeline"]))]
    for e in s["timeline"]:
        fields += entry_fields(e)
    digests["timeline"] = sha(canonical("offing-timeline-1", *fields))

    rows = s["transfers"]["rows"]
    fields = [("prunedTo", s["transfers"]["prunedTo"]), ("rows", len(rows))]
    for r in rows:
        fields += [(k, r[k]) for k in ("id", "direction", "peer", "amount", "at")]
    digests["transfers"] = sha(canonical("offing-transfers-1", *fields))

    intervals = s["contact"]["intervals"]
    fields = [("intervals", len(intervals))]
    for i in intervals:
        fields += [("start", i["start"]), ("end", i["end"])]
    digests["contact"] = sha(canonical("offing-contact-1", *fields))

    fields = [("ends", len(s["lineage"]["ends"]))]
    for e in s["lineage"]["ends"]:
        fields += [("epoch", e["epoch"]), ("last", e["version"])]
    digests["lineage"] = sha(canonical("offing-lineage-1", *fields))
    return digests


def digest(s):
    d = section_digests(s)
    return sha(canonical("offing-state-1", ("account", s["account"]), *[
        (k, d[k]) for k in ("core", "devices", "timeline", "transfers", "contact", "lineage")]))


# ---- the rules ------------------------------------------------------------------------------------

class Rules:
    """The catalogs of the world rows, by time."""

    def __init__(self, rows, texts):
        by_hash = {sha(t.encode()): json.loads(t) for t in texts}
        self.rows = [(row["at"], by_hash[row["catalog"]]) for row in rows if "catalog" in row]
        self.events = [(row["at"], row["event"]) for row in rows if "event" in row]

    def at(self, t):
        rule = self.rows[0][1]
        for at, catalog in self.rows[1:]:
            if at <= t:
                rule = catalog
        return rule

    def changes(self):
        return [at for at, _ in self.rows[1:]] \
            + [t for at, e in self.events for t in (at, e["until"])]

    def running(self, t):
        return [e["id"] for at, e in self.events if at <= t < e["until"]]


def by_id(things, name):
    return next((it for it in things if it["id"] == name), None)


def perks(catalog, core):
    """Those that are owned, of those that the catalog has."""
    return [p for p in catalog.get("charter", {}).get("perks", []) if p["id"] in core.renown["perks"]]


def reached(condition, core):
    kind = condition["kind"]
    if kind == "owned":
        name = condition["producer"]
        most = max(core["owned"].get(name, 0), core.renown["most"].get(name, 0))
        return most >= condition["count"]
    if kind == "lifetime":
        return core["lifetime"] >= int(condition["atLeast"])
    if kind == "charters":
        return core["run"] >= condition["count"]
    if kind == "renown":
        return core.renown["gained"] >= condition["atLeast"]
    return len(core.renown["perks"]) >= condition["count"]


def next_reached(catalog, core):
    """The lowest earnings above the present ones that an achievement asks for; None for none."""
    asked = [int(a["condition"]["atLeast"]) for a in catalog.get("achievements", [])
             if a["condition"]["kind"] == "lifetime"]
    return min((it for it in asked if it > core["lifetime"]), default=None)


def rate(catalog, core, boosts, events=()):
    total = 0
    upgrades = [u for u in catalog["upgrades"] if u["id"] in core["upgrades"]] + perks(catalog, core)
    bonus = 1 + sum(Fraction(a["bonus"]) for a in catalog.get("achievements", [])
                    if reached(a["condition"], core))
    for producer in catalog["producers"]:
        n = core["owned"].get(producer["id"], 0)
        r = Fraction(producer["baseRate"]) * n * bonus
        r *= Fraction(catalog["milestoneMultiplier"]) ** sum(1 for m in catalog["milestones"] if m <= n)
        for e in (u["effect"] for u in upgrades):
            if e["kind"] == "multiply-all" or e["kind"] == "multiply" and e["producer"] == producer["id"]:
                r *= Fraction(e["by"])
        for b in boosts:
            if by_id(catalog["boosts"], b["id"]):
                r *= Fraction(by_id(catalog["boosts"], b["id"])["multiplier"])
        for name in events:
            event = by_id(catalog.get("events", []), name)
            r *= Fraction(event["multiplier"]) if event else 1
        total += r.numerator // r.denominator
    return total


def cap(catalog, core):
    ms = catalog["baseLampMs"]
    for u in [u for u in catalog["upgrades"] if u["id"] in core["upgrades"]] + perks(catalog, core):
        if u["effect"]["kind"] == "lamp":
            ms = min(catalog["maxLampMs"], ms + u["effect"]["extraMs"])
    return ms


def lit(contact, start, end, cap_ms):
    total = 0
    intervals = contact["intervals"]
    for i, it in enumerate(intervals):
        out = it["end"] + cap_ms
        if i + 1 < len(intervals):
            out = min(out, intervals[i + 1]["start"])
        total += max(0, min(end, out) - max(start, it["start"]))
    return total


def when_lit(contact, start, ms, cap_ms):
    """When so many milliseconds from start on have been lit; None for never."""
    intervals = contact["intervals"]
    for i, it in enumerate(intervals):
        out = it["end"] + cap_ms
        if i + 1 < len(intervals):
            out = min(out, intervals[i + 1]["start"])
        begin = max(start, it["start"])
        if max(0, out - begin) >= ms:
            return begin + ms
        ms -= max(0, out - begin)
    return None


NO_DEALINGS = {"began": 0, "goods": {}, "orders": [], "periods": {}, "books": {}}
NO_RENOWN = {"gained": "0", "spent": "0", "perks": [], "most": {}}


class Core:
    """The core while it moves; money as numbers."""

    def __init__(self, json_core):
        self.v = {k: int(json_core[k]) for k in ("asOf", "purse", "claim", "lifetime", "run")}
        self.v["owned"] = dict(json_core["owned"])
        self.v["upgrades"] = list(json_core["upgrades"])
        self.v["boosts"] = [dict(b) for b in json_core["boosts"]]
        d = json_core.get("dealings", NO_DEALINGS)
        self.began, self.goods, self.periods = d["began"], dict(d["goods"]), dict(d["periods"])
        self.orders = [dict(o) for o in d["orders"]]
        self.books = {k: int(x) for k, x in d["books"].items()}
        r = json_core.get("renown", NO_RENOWN)
        self.renown = {"gained": int(r["gained"]), "spent": int(r["spent"]),
                       "perks": list(r["perks"]), "most": dict(r["most"])}

    def __getitem__(self, key):
        return self.v[key]

    def json(self):
        v = {k: str(self.v[k]) if k in ("purse", "claim", "lifetime") else self.v[k] for k in self.v}
        v["upgrades"] = sorted(v["upgrades"], key=by_text)
        v["boosts"] = sorted(v["boosts"], key=lambda b: by_text(b["id"]))
        d = {"began": self.began, "goods": {k: n for k, n in self.goods.items() if n},
             "orders": sorted(self.orders, key=lambda o: by_text(o["id"])),
             "periods": self.periods, "books": {k: str(x) for k, x in self.books.items() if x}}
        if d != NO_DEALINGS:
            v["dealings"] = d
        r = {"gained": str(self.renown["gained"]), "spent": str(self.renown["spent"]),
             "perks": sorted(self.renown["perks"], key=by_text), "most": self.renown["most"]}
        if r != NO_RENOWN:
            v["renown"] = r
        return v

    def copy(self):
        return Core(self.json())

    def change(self, x):
        """A credit settles the claim first; a debit beyond the purse becomes claim."""
        if x >= 0:
            settled = min(self.v["claim"], x)
            self.v["claim"] -= settled
            self.v["purse"] += x - settled
        else:
            taken = min(self.v["purse"], -x)
            self.v["purse"] -= taken
            self.v["claim"] += -x - taken

    def end_boosts(self):
        self.v["boosts"] = [b for b in self.v["boosts"] if b["until"] > self.v["asOf"]]


    def book(self, postings):
        for account, x in postings:
            if account not in ("purse", "claim", "mint", "shop"):
                self.books[account] = self.books.get(account, 0) + x
        self.change(sum(x for account, x in postings if account in ("purse", "claim")))

    def release(self, order):
        """What is left of an order goes back; returns the postings."""
        self.orders = [o for o in self.orders if o["id"] != order["id"]]
        if order["sells"]:
            self.goods[order["good"]] = self.goods.get(order["good"], 0) + order["count"]
            return []
        held = int(order["limit"]) * order["count"]
        postings = [("escrow", -held), ("purse", held)]
        self.book(postings)
        return postings

    def fill(self, f):
        """Trades a part of an order; returns the postings, None where the order is gone."""
        order = next((o for o in self.orders if o["id"] == f["order"]), None)
        if order is None:
            return None
        count, price = min(f["count"], order["count"]), int(f["price"])
        if order["sells"]:
            postings = [("market", -price * count), ("purse", price * count)]
        else:
            postings = [("escrow", -price * count), ("market", price * count)]
            better = (int(order["limit"]) - price) * count
            postings += [("escrow", -better), ("purse", better)] if better else []
            self.goods[order["good"]] = self.goods.get(order["good"], 0) + count
        order["count"] -= count
        self.orders = [o for o in self.orders if o["count"]]
        self.book(postings)
        return postings


def next_breakpoint(core, timeline, contact, rules):
    """The next time at which something changes; None for never."""
    now = core["asOf"]
    points = [b["until"] for b in core["boosts"]] + [o["until"] for o in core.orders]
    points += [e["at"] for e in timeline if e["at"] > now] + [c for c in rules.changes() if c > now]
    catalog = rules.at(now)
    asked = next_reached(catalog, core)
    per_ms = asked is not None and rate(catalog, core, core["boosts"], rules.running(now))
    if per_ms:
        t = when_lit(contact, now, -(-(asked - core["lifetime"]) // per_ms), cap(catalog, core))
        points += [] if t is None else [t]
    return min(points, default=None)


def advance(core, to, timeline, contact, rules):
    """Moves core on; returns the entries that acted, with what they moved."""
    crossed = []
    core.end_boosts()
    while True:
        now = core["asOf"]
        point = next_breakpoint(core, timeline, contact, rules)
        end = to if point is None else min(point, to)
        catalog = rules.at(now)
        income = rate(catalog, core, core["boosts"], rules.running(now)) \
            * lit(contact, now, end, cap(catalog, core))
        core.v["asOf"] = end
        core.v["lifetime"] += income
        core.change(income)
        if point is None or point > to:
            return crossed
        core.end_boosts()
        for o in sorted((o for o in core.orders if o["until"] <= end), key=lambda o: by_text(o["id"])):
            crossed.append((None, core.release(o)))
        for e in sorted((e for e in timeline if e["at"] == end), key=lambda e: by_text(e["id"])):
            if "fill" in e:
                moved = core.fill(e["fill"])
                crossed += [] if moved is None else [(e, moved)]
            else:
                moved = [(p["account"], int(p["amount"])) for p in e["postings"]]
                core.book(moved)
                crossed.append((e, moved))


def holds(condition, core):
    kind = condition["kind"]
    if kind == "owned":
        return core["owned"].get(condition["producer"], 0) >= condition["count"]
    if kind == "lifetime":
        return core["lifetime"] >= int(condition["atLeast"])
    if kind == "after":
        return condition["upgrade"] in core["upgrades"]
    return all(holds(c, core) for c in condition["of"])


def lifetime_needed(m, catalog):
    def of(condition):
        if condition["kind"] == "all":
            return max(map(of, condition["of"]), default=0)
        return int(condition["atLeast"]) if condition["kind"] == "lifetime" else 0

    upgrade = m["kind"] == "upgrade" and by_id(catalog["upgrades"], m["args"].get("id"))
    return of(upgrade["condition"]) if upgrade and "condition" in upgrade else 0


def command(core, m, rules):
    """Applies a command at asOf. Returns (refusal, cost), one of them None."""
    catalog = rules.at(core["asOf"])
    kind, args, most = m["kind"], m["args"], m.get("maxCost")
    if kind in ("order", "cancel", "gift", "redeem"):
        return dealing(core, m, catalog)
    if kind in ("charter", "perk"):
        return prestige(core, m, catalog)
    if kind not in ("buy", "upgrade", "boost"):
        return "unknown_kind", None
    name = args.get("producer" if kind == "buy" else "id")
    if kind == "buy":
        count = args.get("count", "")
        fine = set(args) == {"producer", "count"} and count.isascii() and count.isdigit() \
            and count[0] != "0" and len(count) <= 4 and int(count) <= 5000
    else:
        fine = set(args) == {"id"}
    if not fine or most is not None and int(most) < 0:
        return "malformed", None
    if m["run"] != core["run"]:
        return "other_run", None
    item = by_id(catalog[{"buy": "producers", "upgrade": "upgrades", "boost": "boosts"}[kind]], name)
    if item is None:
        return "unknown_item", None
    if kind == "upgrade":
        if name in core["upgrades"]:
            return "already_owned", None
        if "condition" in item and not holds(item["condition"], core):
            return "locked", None
        cost = int(item["cost"])
    elif kind == "boost":
        if any(b["id"] == name and b["until"] > core["asOf"] for b in core["boosts"]):
            return "already_active", None
        price = item["cost"]
        cost = int(price["amount"]) if price["kind"] == "fixed" else \
            max(int(price["atLeast"]), price["ofMs"] * rate(catalog, core, []))
    else:
        n, count = core["owned"].get(name, 0), int(args["count"])
        if n + count > 5000:
            return "limit", None
        growth = Fraction(item["growth"])
        p, q = growth.numerator, growth.denominator
        cost = sum(-(-int(item["baseCost"]) * p ** k // q ** k) for k in range(n, n + count))
    if most is not None and cost > int(most):
        return "price_changed", None
    if cost > core["purse"]:
        return "funds", None
    core.v["purse"] -= cost
    if kind == "buy":
        core.v["owned"][name] = core["owned"].get(name, 0) + int(args["count"])
    elif kind == "upgrade":
        core.v["upgrades"].append(name)
    else:
        core.v["boosts"] = [b for b in core["boosts"] if b["id"] != name]
        core.v["boosts"].append({"id": name, "until": core["asOf"] + item["durationMs"]})
    return None, cost


def prestige(core, m, catalog):
    """A charter or a perk. Returns (refusal, postings), one of them None."""
    kind, args, most = m["kind"], m["args"], m.get("maxCost")
    if set(args) != ({"id"} if kind == "perk" else set()) or most is not None and int(most) < 0:
        return "malformed", None
    if m["run"] != core["run"]:
        return "other_run", None
    r, charter = core.renown, catalog.get("charter", {})
    if kind == "perk":
        perk = by_id(charter.get("perks", []), args["id"])
        if perk is None:
            return "unknown_item", None
        if perk["id"] in r["perks"]:
            return "already_owned", None
        if not set(perk.get("needs", [])) <= set(r["perks"]):
            return "locked", None
        if most is not None and perk["cost"] > int(most):
            return "price_changed", None
        if perk["cost"] > r["gained"] - r["spent"]:
            return "renown", None
        r["spent"] += perk["cost"]
        r["perks"].append(perk["id"])
        return None, []
    if not charter:
        return "unknown_item", None
    worth = math.isqrt(core["lifetime"] // int(charter["unit"]))
    if worth <= r["gained"]:
        return "locked", None
    r["gained"] = worth
    for name, n in core["owned"].items():
        r["most"][name] = max(n, r["most"].get(name, 0))
    purse, fleet = int(catalog["startPurse"]), dict(catalog["startOwned"])
    for e in (p["effect"] for p in perks(catalog, core)):
        if e["kind"] == "purse":
            purse += int(e["amount"])
        elif e["kind"] == "owned":
            fleet[e["producer"]] = min(5000, fleet.get(e["producer"], 0) + e["count"])
    held = sum(int(o["limit"]) * o["count"] for o in core.orders if not o["sells"])
    settled = min(core["claim"], purse)
    postings = [("purse", purse - settled - core["purse"]), ("claim", settled), ("escrow", -held),
                ("charter", core["purse"] + held - purse)]
    core.orders, core.goods = [], {}
    for account, x in postings[2:]:
        core.books[account] = core.books.get(account, 0) + x
    core.v.update(purse=purse - settled, claim=core["claim"] - settled, run=core["run"] + 1,
                  owned=fleet, upgrades=[], boosts=[])
    return None, [(account, x) for account, x in postings if x]


def amount(text):
    fine = text and len(text) <= 300 and text.isascii() and text.isdigit() and text[0] != "0"
    return int(text) if fine else None


def dealing(core, m, catalog):
    """A command that is about others. Returns (refusal, postings), one of them None."""
    kind, args, most = m["kind"], m["args"], m.get("maxCost")
    names = {"order": {"side", "good", "count", "limit"}, "cancel": {"id"},
             "gift": {"to", "amount"}, "redeem": {"code"}}[kind]
    fine = set(args) == names and not (most is not None and int(most) < 0)
    if fine and kind == "order":
        count = amount(args["count"])
        fine = args["side"] in ("buy", "sell") and amount(args["limit"]) and count and count <= 5000
    elif fine and kind == "gift":
        fine = re.fullmatch("[0-9a-f]{64}", args["to"]) and amount(args["amount"])
    elif fine and kind == "redeem":
        fine = args["code"].strip() and len(args["code"]) <= 40
    if not fine:
        return "malformed", None
    if m["run"] != core["run"]:
        return "other_run", None
    if kind == "redeem":
        return None, []
    if kind == "cancel":
        order = next((o for o in core.orders if o["id"] == args["id"]), None)
        return ("unknown_item", None) if order is None else (None, core.release(order))
    cost, book = 0, "escrow"
    if kind == "gift":
        gifts = catalog.get("gifts")
        if gifts is None:
            return "unknown_item", None
        if core["asOf"] < core.began + gifts["ageMs"]:
            return "locked", None
        cost, book = amount(args["amount"]), "transit"
    else:
        good, count, sells = args["good"], int(args["count"]), args["side"] == "sell"
        if by_id(catalog.get("goods", []), good) is None:
            return "unknown_item", None
        if len(core.orders) >= 20:
            return "limit", None
        if sells and core.goods.get(good, 0) < count:
            return "goods", None
        cost = 0 if sells else amount(args["limit"]) * count
    if most is not None and cost > int(most):
        return "price_changed", None
    if cost > core["purse"]:
        return "funds", None
    if kind == "order":
        if sells:
            core.goods[good] -= count
        core.orders.append({"id": entry_id(cause(m)), "sells": sells, "good": good, "count": count,
                            "limit": args["limit"], "fills": 0,
                            "until": core["asOf"] + catalog.get("orderMs", 7 * DAY)})
    postings = [("purse", -cost), (book, cost)] if cost else []
    core.v["purse"] -= cost
    for account, x in postings[1:]:
        core.books[account] = core.books.get(account, 0) + x
    return None, postings


def trimmed(intervals, as_of):
    while len(intervals) > 1 and intervals[1]["end"] < as_of:
        intervals = intervals[1:]
    return intervals


class Play:
    """What a mutation changes: core, timeline, contact, transfers."""

    def __init__(self, state):
        self.core = Core(state["core"])
        self.timeline = list(state["timeline"])
        self.contact = {"intervals": list(state["contact"]["intervals"])}
        self.transfers = json.loads(json.dumps(state["transfers"]))

    def known(self, transfer):
        return next((r for r in self.transfers["rows"] if r["id"] == transfer), None)

    def note(self, row):
        rows = [r for r in self.transfers["rows"] if r["id"] != row["id"]] + [row]
        self.transfers["rows"] = sorted(rows, key=lambda r: r["id"])

    def refusal(self, m, now, catalog):
        """What the account's own memory says of what is sent."""
        if m["kind"] == "gift" and not self.known(gift_id(m)):
            if m["at"] < now - 7 * DAY or m["at"] > now + 3 * DAY:
                return "too_old"
            sent = [r for r in self.transfers["rows"]
                    if r["direction"] in ("out", "returned") and r["at"] > now - DAY]
            if catalog.get("gifts") and len(sent) >= catalog["gifts"]["outPerDay"]:
                return "limit"
        if m["kind"] == "redeem":
            row = self.known(code_id(m["args"].get("code", "")))
            given = "code/" + code_id(m["args"].get("code", "")) in self.core.periods
            if given or row and row["direction"] != "refused":
                return "already_redeemed"
        return None

    def send(self, m, now):
        if m["kind"] == "gift":
            self.note({"id": gift_id(m), "direction": "out", "peer": m["args"]["to"],
                       "amount": m["args"]["amount"], "at": now})
        if m["kind"] == "redeem":
            self.note({"id": code_id(m["args"]["code"]), "direction": "code", "peer": "server",
                       "amount": "0", "at": now})

    def join(self, e):
        """A server-made entry joins the timeline."""
        self.timeline = sorted(self.timeline + [e], key=lambda e: (e["at"], by_text(e["id"])))
        if "transfer" in e:
            self.note(e["transfer"])
            if e["transfer"]["direction"] == "granted":
                self.core.periods["code/" + e["transfer"]["id"]] = 1
        if "period" in e:
            task, number = e["period"]["task"], e["period"]["number"]
            self.core.periods[task] = max(number, self.core.periods.get(task, number))
        for order in self.core.orders:
            if "fill" in e and order["id"] == e["fill"]["order"]:
                order["fills"] = e["fill"]["number"]

    def act(self, m, at, now, rules):
        """Applies a mutation at a time. Returns (refusal, postings, crossed); refused: unchanged."""
        core = self.core.copy()
        crossed = advance(core, at, self.timeline, self.contact, rules)
        if m["kind"] == "gift" and self.known(gift_id(m)):
            own = []  # its other leg came first
        else:
            refusal, cost = command(core, m, rules)
            if refusal:
                return refusal, [], []
            self.send(m, now)
            own = cost if isinstance(cost, list) else [("purse", -cost), ("shop", cost)]
        known = own + [posting for _, moved in crossed for posting in moved]
        p = core["purse"] - self.core["purse"] - sum(x for a, x in known if a == "purse")
        c = self.core["claim"] - core["claim"] - sum(x for a, x in known if a == "claim")
        earned = [(a, x) for a, x in (("mint", -(p + c)), ("purse", p), ("claim", c)) if x]
        self.core = core
        self.timeline = [e for e in self.timeline if e["at"] > at]
        self.contact = {"intervals": trimmed(self.contact["intervals"], core["asOf"])}
        return None, [{"account": a, "amount": str(x)} for a, x in earned + own], crossed

    def judge(self, m, now, rules):
        """Returns (refusal, effective time, postings)."""
        first = min(now, max(m["at"], self.core["asOf"]))
        memory = self.refusal(m, now, rules.at(first))
        before = copy.deepcopy(self)
        refusal, postings, _ = self.act(m, first, now, rules)
        if refusal is None and memory:
            self.__dict__ = before.__dict__
            refusal, postings = memory, []
        if refusal != "funds":
            return refusal, 0 if refusal else first, postings
        later = self.earliest(m, first, min(now, first + rules.at(first)["slideLimitMs"]), rules)
        if later is None:
            return refusal, 0, []
        refusal, postings, _ = self.act(m, later, now, rules)
        return refusal, 0 if refusal else later, postings

    def earliest(self, m, first, latest, rules):
        """When what is refused for funds at first can be paid, until latest."""
        core = self.core.copy()
        advance(core, first, self.timeline, self.contact, rules)
        while True:
            now, catalog = core["asOf"], rules.at(core["asOf"])
            point = next_breakpoint(core, self.timeline, self.contact, rules)
            lifetime = lifetime_needed(m, catalog)
            rich = core.copy()
            rich.v.update(purse=10 ** 1100, lifetime=max(core["lifetime"], lifetime))
            refusal, cost = command(rich, m, rules)
            if isinstance(cost, list):
                cost = -sum(x for account, x in cost if account == "purse")
            if refusal is None:
                need = max(0 if cost <= core["purse"] else cost - core["purse"] + core["claim"],
                           lifetime - core["lifetime"])
                per_ms = rate(catalog, core, core["boosts"], rules.running(now))
                t = per_ms and when_lit(self.contact, now, -(-need // per_ms), cap(catalog, core))
                if t and (point is None or t < point):
                    return t if t <= latest else None
            if point is None or point > latest:
                return None
            advance(core, point, self.timeline, self.contact, rules)


def genesis(account, g, rules):
    catalog = rules.at(g["asOf"])
    return {
        "account": account,
        "core": {"asOf": g["asOf"], "purse": catalog["startPurse"], "claim": "0", "lifetime": "0",
                 "run": 0, "owned": catalog["startOwned"], "upgrades": [], "boosts": [],
                 "dealings": dict(NO_DEALINGS, began=g["asOf"])},
        "devices": {"keys": [g["publicKey"]], "live": {}, "removed": {}, "carried": {}},
        "timeline": [],
        "transfers": {"rows": [], "prunedTo": 0},
        "contact": {"intervals": [{"start": g["asOf"], "end": g["asOf"]}]},
        "lineage": {"ends": []},
    }


def with_contact(intervals, t, base_lamp):
    last = intervals[-1]
    if last["start"] <= t <= last["end"]:
        return intervals
    joined = []
    for it in sorted(intervals + [{"start": t, "end": t}], key=lambda i: (i["start"], i["end"])):
        if joined and (it["start"] <= joined[-1]["end"] or it["start"] - joined[-1]["end"] < base_lamp):
            joined[-1] = {"start": joined[-1]["start"], "end": max(joined[-1]["end"], it["end"])}
        else:
            joined.append(it)
    return joined


def take_number(devices, incarnation, device, row, version):
    live, removed, carried = devices["live"], devices["removed"], devices["carried"]
    live[incarnation] = {"device": device, "lastSeq": row["seq"], "lastHash": row["hash"],
                         "forgotten": live.get(incarnation, {}).get("forgotten", 0), "lastUsed": version}

    def longest_unused(group, but):
        return min((v["lastUsed"], k) for k, v in group.items() if k != but)[1]

    if len(live) > 32:
        out = longest_unused(live, incarnation)
        removed[out] = {k: v for k, v in live.pop(out).items() if k != "device"}
        if len(removed) > 1024:
            del removed[longest_unused(removed, out)]
    origin = row["origin"]["incarnation"]
    if origin != incarnation and (origin in carried or len(carried) < 1056):
        old = carried.get(origin, {"highest": 0, "forgotten": 0})
        carried[origin] = {"highest": max(old["highest"], row["origin"]["seq"]),
                           "forgotten": old["forgotten"]}


def change_devices(devices, change):
    kind = change and change["kind"]
    if kind == "linked":
        devices["keys"] = sorted(devices["keys"] + [change["key"]])
        devices.setdefault("linked", {})[change["key"]] = {"name": change["name"], "at": change["at"]}
    elif kind == "revoked":
        devices["keys"].remove(change["key"])
        devices.get("linked", {}).pop(change["key"], None)
        if not devices.get("linked"):
            devices.pop("linked", None)
    elif kind == "recovery":
        devices.pop("recovery", None)
        if "key" in change:
            devices["recovery"] = change["key"]


def apply_commit(account, state, commit, rules, outbox=()):
    """The next state. Rows that the commit leaves out are looked up in the outbox, by id."""
    if "genesis" in commit:
        state = genesis(account, commit["genesis"], rules)
    state = json.loads(json.dumps(state))
    play, devices = Play(state), state["devices"]
    for step in commit["steps"]:
        row = step.get("row") or outbox[step["id"]]
        if step["outcome"] in ("applied", "reserved") and not step["again"]:
            refusal, _, _ = play.act(
                row, step["effectiveAt"], commit.get("contact", step["effectiveAt"]), rules)
            assert refusal is None, refusal
        take_number(devices, commit["incarnation"], commit["device"], row, commit["to"]["version"])
    change_devices(devices, commit.get("change"))
    as_of = play.core["asOf"]
    for e in commit["entries"]:
        play.join(e)
    intervals = play.contact["intervals"]
    if "contact" in commit:
        t = commit["contact"]
        intervals = trimmed(with_contact(intervals, t, rules.at(as_of)["baseLampMs"]), as_of)
        kept = [r for r in play.transfers["rows"] if r["at"] > t - 30 * DAY]
        if len(kept) < len(play.transfers["rows"]):
            play.transfers = {"rows": kept, "prunedTo": t - 30 * DAY}
    for f in commit["forgotten"]:
        for group, number in (("live", f["own"]), ("removed", f["own"]), ("carried", f["carried"])):
            it = devices[group].get(f["incarnation"])
            if it:
                it["forgotten"] = max(it["forgotten"], number)
    if "from" in commit and commit["from"]["epoch"] != commit["to"]["epoch"]:
        state["lineage"]["ends"] = (state["lineage"]["ends"] + [commit["from"]])[-1000:]
    state.update(at=commit["to"], core=play.core.json(), timeline=play.timeline,
                 transfers=play.transfers)
    state["contact"] = {"intervals": intervals}
    return state


# ---- Ed25519 (RFC 8032) ---------------------------------------------------------------------------

P = 2 ** 255 - 19
Q = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def x_of(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    assert (x * x - xx) % P == 0
    return P - x if x & 1 != sign else x


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = x_of(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def pack(point):
    z = pow(point[2], P - 2, P)
    x, y = point[0] * z % P, point[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def secret(key):
    h = hashlib.sha512(key).digest()
    return int.from_bytes(h[:32], "little") & ((1 << 254) - 8) | (1 << 254), h[32:]


def public_key(key):
    return pack(times(secret(key)[0], BASE)).hex()


def sha_number(data):
    return int.from_bytes(hashlib.sha512(data).digest(), "little") % Q


def sign(key, message):
    a, prefix = secret(key)
    public = pack(times(a, BASE))
    r = sha_number(prefix + message)
    point = pack(times(r, BASE))
    return (point + ((r + sha_number(point + public + message) * a) % Q).to_bytes(32, "little")).hex()


# ---- the checks -----------------------------------------------------------------------------------

def same(what, mine, theirs):
    if mine != theirs:
        sys.exit(f"{what}:\n  here   {mine}\n  there  {theirs}")
    same.count += 1


same.count = 0


def check_bytes(v):
    for it in v["canonical"]:
        fields = []
        for f in it["fields"]:
            value = bytes.fromhex(f["bytes"]) if "bytes" in f else f.get("text", f.get("number"))
            fields.append((f["label"], value))
        same("canonical bytes", canonical(it["domain"], *fields).hex(), it["bytes"])
        same("their hash", sha(canonical(it["domain"], *fields)), it["sha256"])
    for it in v["accounts"]:
        same("account id", account_of(it["publicKey"]), it["account"])
    chain = v["chain"]
    previous = genesis_hash(chain["account"], chain["incarnation"])
    same("genesis", previous, chain["genesis"])
    for number, it in enumerate(chain["rows"], 1):
        row = it["row"]
        previous = link(previous, row, number)
        same("payload", payload(row).hex(), it["canonical"])
        same("payload hash", sha(payload(row)), it["payloadHash"])
        same("link", previous, row["hash"])
        same("cause", cause(row), it["cause"])
        same("entry id", entry_id(cause(row)), it["entryId"])
        same("bytes of the row", json_bytes(row), it["bytes"])
    for it in v["states"] + v["history"]["steps"]:
        same("section digests", section_digests(it["state"]), it["sections"])
        same("state digest", digest(it["state"]), it["digest"])
    for it in v["checkpoints"]:
        same("input of a seal", sealed(it["checkpoint"]).hex(), it["input"])
        same("seal", mac(bytes.fromhex(it["key"]), it["checkpoint"]), it["checkpoint"]["mac"])
    for it in v["recoveries"]:
        code = bytes.fromhex(it["bytes"])
        check = bytes.fromhex(sha(canonical("offing-recovery-check-1", ("code", code))))
        bits = int.from_bytes(code + check[:2], "big") >> 4
        spelt = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 5 * i & 31]
                        for i in reversed(range(28)))
        same("code on paper", "-".join(spelt[i:i + 4] for i in range(0, 28, 4)), it["code"])
        key = bytes.fromhex(sha(canonical("offing-recovery-1", ("code", code))))
        same("recovery key", public_key(key), it["publicKey"])
        signed = canonical("offing-recover-1", ("serverId", it["serverId"]),
                           ("serverNonce", it["nonce"]), ("device", it["device"]))
        same("what it signs", signed.hex(), it["input"])
        same("its signature", sign(key, signed), it["signature"])
    for it in v["proofs"]:
        key = bytes.fromhex(it["privateKey"])
        signed = proof(it["challenge"], it["origin"], it["hello"], it.get("checkpoint"))
        same("public key", public_key(key), it["hello"]["publicKey"])
        same("what is signed", signed.hex(), it["input"])
        same("signature", sign(key, signed), it["signature"])


def check_history(h):
    rules = Rules(h["world"], h["catalogs"])
    state, known = None, {}
    for step in h["steps"]:
        commit = step["commit"]
        if "results" in step:
            play = Play(state or genesis(h["account"], commit["genesis"], rules))
            for number, result in zip(commit["steps"], step["results"]):
                if result["again"]:
                    continue
                refusal, at, postings = play.judge(number["row"], step["now"], rules)
                same("outcome", (refusal, at, postings),
                     (result.get("rejection", {}).get("code"), result["effectiveAt"], result["postings"]))
        state = apply_commit(h["account"], state, commit, rules)
        same("state", state, step["state"])
        same("digest", digest(state), step["digest"])


def check_examples():
    read = {f.stem: json.loads(f.read_text("utf-8")) for f in sorted((HERE / "examples").glob("*.json"))}
    key = bytes.fromhex("07" * 32)
    signed = proof(read["server-challenge"], "ws://127.0.0.1:4080", read["client-hello-first"], None)
    same("signature", sign(key, signed), read["client-prove-first"]["signature"])

    def walk(node):
        if isinstance(node, dict):
            if "mac" in node:
                same("seal", mac(bytes(range(32)), node), node["mac"])
            if "timeline" in node.get("state", ()):
                states.append((node["state"], node["checkpoint"]["digest"]))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    states = []
    walk(list(read.values()))
    for state, told in states:
        same("digest of a state", digest(state), told)
    catalog = read["server-reply-catalog"]["result"]
    same("catalog", sha(catalog["text"].encode()), catalog["hash"])
    rules = Rules(read["server-reply-world"]["result"]["rows"], [catalog["text"]])
    account, state = read["client-hello-first"]["accountId"], None
    # Acks leave out the rows, as their pusher has them.
    for name, push in (("server-ack-first", "client-push-first"), ("server-welcome-resume", None),
                       ("server-ack", "client-push"), ("server-ack-of-a-fork", "client-push-of-a-fork"),
                       ("server-update-contact", None)):
        position = read[name]["position"]
        rows = {row["id"]: row for row in read[push]["mutations"]} if push else {}
        state = apply_commit(account, state, position["commit"], rules, rows)
        same(name, digest(state), position["digest"])


# ---- a client -------------------------------------------------------------------------------------

class WebSocket:
    """RFC 6455, text frames, just enough."""

    def __init__(self, url):
        at = urllib.parse.urlsplit(url)
        self.origin = f"ws://{at.hostname}:{at.port or 80}"
        self.socket = socket.create_connection((at.hostname, at.port or 80), 10)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((
            f"GET / HTTP/1.1\r\nHost: {at.hostname}:{at.port or 80}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        while self.file.readline().strip():
            pass

    def send(self, message):
        data, mask = json.dumps(message).encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack(">H", len(data))
        self.socket.sendall(b"\x81" + size + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def hear(self, *types):
        """The next message of one of these types."""
        while True:
            head = self.file.read(2)
            size = head[1]
            if size >= 126:
                width = 2 if size == 126 else 8
                size = int.from_bytes(self.file.read(width), "big")
            data = self.file.read(size)
            if head[0] & 15 == 1:
                message = json.loads(data)
                if message["type"] in types:
                    return message
                if message["type"] == "error":
                    sys.exit(f"the server says: {message['code']}: {message['message']}")


def uuid7(at):
    raw = at << 80 | 7 << 76 | int.from_bytes(os.urandom(2), "big") >> 4 << 64 | 2 << 62 \
        | int.from_bytes(os.urandom(8), "big") >> 2
    h = f"{raw:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def play(url):
    """A new account buys one of what it can, and checks every byte of the answer."""
    key, incarnation = os.urandom(32), os.urandom(16).hex()
    public = public_key(key)
    account = account_of(public)
    wire = WebSocket(url)
    hello = {"type": "hello", "protocol": 1, "app": "check.py/1", "rules": 1, "accountId": account,
             "incarnation": incarnation, "publicKey": public, "clientNonce": os.urandom(32).hex()}
    wire.send(hello)
    challenge = wire.hear("challenge")
    wire.send({"type": "prove", "signature": sign(key, proof(challenge, wire.origin, hello, None))})
    welcome = wire.hear("welcome")
    print("welcome", welcome["mode"], "by", welcome["node"])

    def call(action, params):
        wire.send({"type": "call", "id": action, "action": action, "version": 1, "params": params})
        return wire.hear("reply")["result"]

    rows = call("world", {"since": 0})["rows"]
    texts = {row["catalog"]: call("catalog", {"hash": row["catalog"]})["text"] for row in rows}
    rules = Rules(rows, texts.values())
    now = welcome["serverNow"]
    catalog = rules.at(now)
    producer = min(catalog["producers"], key=lambda p: int(p["baseCost"]))
    m = {"id": uuid7(now), "origin": {"incarnation": incarnation, "seq": 1}, "at": now, "kind": "buy",
         "args": {"producer": producer["id"], "count": "1"},
         "catalog": [r for r in rows if r["at"] <= now or r is rows[0]][-1]["catalog"], "run": 0}
    row = {"seq": 1, "hash": link(genesis_hash(account, incarnation), m, 1), **m}
    wire.send({"type": "push", "ackedSeq": 0, "mutations": [row]})
    ack = wire.hear("ack")
    position = ack["position"]
    print(ack["results"][0]["outcome"], producer["name"], ack["results"][0].get("rejection", ""))
    state = apply_commit(account, None, position["commit"], rules, {m["id"]: row})
    same("digest after the commit", digest(state), position["digest"])
    wire.send({"type": "snapshot"})
    snapshot = wire.hear("snapshot")["position"]
    same("digest of the snapshot", digest(snapshot["state"]), snapshot["digest"])
    print("version", position["to"]["version"], "purse", state["core"]["purse"], "digest", digest(state))


def main():
    if len(sys.argv) > 1:
        play(sys.argv[1])
    else:
        vectors = json.loads((HERE / "vectors.json").read_text("utf-8"))
        check_bytes(vectors)
        check_history(vectors["history"])
        check_examples()
    print(same.count, "values are the same")


if __name__ == "__main__":
    main()
