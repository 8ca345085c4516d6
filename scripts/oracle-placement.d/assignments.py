"""Every way to give a host's server what it asks, without Placement's candidates.

Only for pairs of which its candidates are wrong: amounts, limits and room are
left to the claims, which Placement checks itself; which provider may give what
is written down here, by the rules of its API reference.
"""
import itertools
import urllib.parse


class Assignments:
    def __init__(self, placement, root, groups, words):
        self.groups = {s: g for s, g in groups.items() if any(g["resources"].values())}
        asked = urllib.parse.parse_qs(words)
        self.isolates = asked.get("group_policy") == ["isolate"]
        self.inventories, self.traits, members = {}, {}, {}
        tree = {p["uuid"] for p in placement.ask("GET", f"/resource_providers?in_tree={root}")["resource_providers"]}
        for provider in placement.ask("GET", "/resource_providers")["resource_providers"]:
            own, url = provider["uuid"], f"/resource_providers/{provider['uuid']}"
            members[own] = set(placement.ask("GET", url + "/aggregates")["aggregates"])
            self.traits[own] = set(placement.ask("GET", url + "/traits")["traits"])
            self.inventories[own] = set(placement.ask("GET", url + "/inventories")["inventories"])
        meeting = set().union(*(members[p] for p in tree))
        self.reach = sorted(tree) + [
            p for p in members
            if p not in tree and "MISC_SHARES_VIA_AGGREGATE" in self.traits[p] and members[p] & meeting]
        self.is_open = "COMPUTE_STATUS_DISABLED" not in self.traits[root]
        for word in asked.get("member_of", []):
            names = set(word.split("in:")[1].split(","))
            if bool(members[root] & names) == word.startswith("!"):
                self.is_open = False
        self.ways = list(self._ways()) if self.is_open else []

    def all(self):
        return list(self.ways)

    def _options(self, suffix, group):
        resources = {k: v for k, v in group["resources"].items() if v}
        forbidden = {t[1:] for t in group["required"] if t.startswith("!")}
        required = {t for t in group["required"] if not t.startswith("!")}
        good = [p for p in self.reach if not self.traits[p] & forbidden]
        if suffix:
            for provider in good:
                if required <= self.traits[provider] and set(resources) <= self.inventories[provider]:
                    yield {provider: resources}
            return
        classes = sorted(resources)
        for chosen in itertools.product(*([p for p in good if c in self.inventories[p]] for c in classes)):
            if required <= set().union(*(self.traits[p] for p in chosen)):
                option = {}
                for name, provider in zip(classes, chosen):
                    option.setdefault(provider, {})[name] = resources[name]
                yield option

    def _ways(self):
        seen = set()
        suffixes = sorted(self.groups)
        for options in itertools.product(*(list(self._options(s, self.groups[s])) for s in suffixes)):
            if self.isolates:
                used = [next(iter(o)) for s, o in zip(suffixes, options) if s]
                if len(set(used)) < len(used):
                    continue
            total = {}
            for option in options:
                for provider, resources in option.items():
                    own = total.setdefault(provider, {})
                    for name, amount in resources.items():
                        own[name] = own.get(name, 0) + amount
            key = str(sorted((p, sorted(r.items())) for p, r in total.items()))
            if key not in seen:
                seen.add(key)
                yield {p: {"resources": r} for p, r in total.items()}
