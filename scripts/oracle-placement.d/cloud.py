"""Random clouds, made in Placement and written down as tombo's recordings."""
import json
import os
import random
import shutil
import uuid

TRAITS = ["CUSTOM_FAST", "CUSTOM_GOLD", "HW_CPU_X86_AVX2"]
CUSTOM = ["CUSTOM_FPGA", "CUSTOM_LICENSE"]
RATIOS = [1.0, 1.5, 16.0, 4.0, 1.1, 0.7, 2.3, 1.3333, 0.9, 3.7]


class Cloud:
    def __init__(self, seed, placement):
        self.seed = seed
        self.random = random.Random(seed)
        self.placement = placement
        self.hosts = {}
        self.flavors = []
        self.aggregates = [self.uuid(), self.uuid()]
        # Drawn apart, so that a seed gives the same providers and flavors as before there were these.
        self.nova = random.Random(-seed)
        # Nova's host aggregates; each is one of Placement's, too, as Nova mirrors them.
        self.host_aggregates = []
        # What nova-compute of a host is: None, 'disabled' or 'down'.
        self.services = {}

    def uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def build(self):
        r = self.random
        for name in TRAITS + CUSTOM:
            if name in CUSTOM:
                self.placement.ask("PUT", f"/resource_classes/{name}")
            elif name.startswith("CUSTOM"):
                self.placement.ask("PUT", f"/traits/{name}")
        shares = r.random() < 0.3
        nested = r.random() < 0.4
        for number in range(r.randint(1, 4)):
            self.host(f"host{number + 1}", nested and r.random() < 0.7, shares and r.random() < 0.8)
        self.pool = None
        if shares:
            self.pool = pool = self.provider("pool", None, {"DISK_GB": r.randint(20, 400)}, ["MISC_SHARES_VIA_AGGREGATE"])
            self.member(pool, [self.aggregates[0]])
        self.flavors = [self.flavor(number) for number in range(r.randint(3, 5))]
        self.use()
        self.aggregate()
        for name, own in self.hosts.items():
            self.services[name] = self.nova.choices([None, "disabled", "down"], [85, 8, 7])[0]
            if self.services[name] == "disabled":
                # What nova-compute does when somebody disables it.
                self.trait(own, "COMPUTE_STATUS_DISABLED")

    def aggregate(self):
        """Host aggregates with metadata, in Nova and in Placement, and flavors that ask for them."""
        r = self.nova
        if r.random() < 0.5:
            return
        members = {own: list(self.placement.ask("GET", f"/resource_providers/{own}/aggregates")["aggregates"])
                   for own in self.hosts.values()}
        kinds = [{"disk": "ssd"}, {"disk": "hdd, nvme"}, {"rack": "1"}, {"disk": "ssd", "rack": "2"}]
        for metadata in r.sample(kinds, r.randint(1, 3)) + ([{"filter_tenant_id": "p1"}] if r.random() < 0.4 else []):
            hosts = [name for name in self.hosts if r.random() < 0.5]
            own = self.uuid()
            self.host_aggregates.append({"uuid": own, "hosts": hosts, "metadata": metadata})
            for name in hosts:
                members[self.hosts[name]].append(own)
        for own, aggregates in members.items():
            self.member(own, aggregates)
        if self.pool:
            # Nova's filters ask a host's aggregates alone, Placement's member_of those of all that gives something: the
            # pool is in every aggregate that is asked for, and in none that is forbidden.
            asked = [a["uuid"] for a in self.host_aggregates if "filter_tenant_id" not in a["metadata"]]
            self.member(self.pool, [self.aggregates[0]] + asked)
        for flavor in self.flavors:
            specs = flavor["extra_specs"]
            if r.random() < 0.5:
                specs["aggregate_instance_extra_specs:disk"] = r.choice(["ssd", "nvme", "<or> ssd <or> hdd", "tape"])
            if r.random() < 0.2:
                specs["aggregate_instance_extra_specs:rack"] = r.choice(["1", "2"])
            if r.random() < 0.3:
                flavor["os-flavor-access:is_public"] = False
                flavor["projects"] = r.choice([["p1"], ["p2"], ["p1", "p2"]])

    def trait(self, provider, name):
        url = f"/resource_providers/{provider}/traits"
        has = self.placement.ask("GET", url)
        self.placement.ask(
            "PUT", url, {"resource_provider_generation": has["resource_provider_generation"],
                         "traits": sorted(set(has["traits"]) | {name})})

    def host(self, name, is_nested, is_sharing):
        r = self.random
        traits = [t for t in TRAITS if r.random() < 0.6]
        if r.random() < 0.15:
            traits.append("COMPUTE_STATUS_DISABLED")
        amounts = {"MEMORY_MB": r.randint(4, 32) * 1024 + r.choice([0, 0, 96])}
        if not is_sharing or r.random() < 0.3:
            amounts["DISK_GB"] = r.randint(20, 300)
        if r.random() < 0.5:
            amounts[r.choice(CUSTOM)] = r.randint(1, 6)
        processors = {"VCPU": r.randint(2, 12)}
        if r.random() < 0.5:
            processors["PCPU"] = r.randint(1, 8)
        if is_nested and r.random() < 0.5:
            root = self.provider(name, None, amounts, traits)
            for part in range(2):
                own = {k: max(1, v // 2) for k, v in processors.items()}
                if r.random() < 0.4:
                    own["CUSTOM_FPGA"] = r.randint(1, 3)
                self.provider(f"{name}_numa{part}", root, own, [t for t in TRAITS if r.random() < 0.3])
        else:
            root = self.provider(name, None, {**amounts, **processors}, traits)
            if is_nested:
                for part in range(r.randint(1, 2)):
                    self.provider(
                        f"{name}_card{part}", root, {r.choice(CUSTOM): r.randint(1, 4)},
                        [t for t in TRAITS if r.random() < 0.5])
        if is_sharing:
            self.member(root, [self.aggregates[0]])
        elif r.random() < 0.3:
            self.member(root, [self.aggregates[1]])
        self.hosts[name] = root

    def provider(self, name, parent, amounts, traits):
        r = self.random
        own = self.uuid()
        self.placement.ask("POST", "/resource_providers", {"name": name, "uuid": own, "parent_provider_uuid": parent})
        inventories = {}
        for resource_class, total in amounts.items():
            item = {"total": total, "allocation_ratio": r.choice(RATIOS) if r.random() < 0.7 else 1.0}
            item["reserved"] = r.randint(0, total // 3) if r.random() < 0.5 else 0
            item["max_unit"] = r.randint(max(1, total // 3), total) if r.random() < 0.25 else total
            item["min_unit"] = r.randint(1, 2) if r.random() < 0.1 else 1
            item["step_size"] = (512 if resource_class == "MEMORY_MB" else r.choice([2, 5])) if r.random() < 0.1 else 1
            item["step_size"] = min(item["step_size"], item["max_unit"])
            inventories[resource_class] = item
        generation = self.placement.ask("GET", f"/resource_providers/{own}")["generation"]
        self.placement.ask(
            "PUT", f"/resource_providers/{own}/inventories",
            {"resource_provider_generation": generation, "inventories": inventories})
        generation = self.placement.ask("GET", f"/resource_providers/{own}")["generation"]
        self.placement.ask(
            "PUT", f"/resource_providers/{own}/traits",
            {"resource_provider_generation": generation, "traits": traits})
        return own

    def member(self, provider, aggregates):
        generation = self.placement.ask("GET", f"/resource_providers/{provider}")["generation"]
        self.placement.ask(
            "PUT", f"/resource_providers/{provider}/aggregates",
            {"resource_provider_generation": generation, "aggregates": aggregates})

    def flavor(self, number):
        r = self.random
        specs = {}
        flavor = {
            "id": self.uuid(), "name": f"f{number}", "vcpus": r.choice([1, 1, 2, 3, 4]),
            "ram": r.choice([512, 2048, 2048, 4096, 3000]), "disk": r.choice([0, 1, 5, 10, 30]),
            "OS-FLV-EXT-DATA:ephemeral": r.choice([0, 0, 0, 3]), "swap": r.choice([0, 0, 0, 512, 1025]),
            "OS-FLV-DISABLED:disabled": False, "os-flavor-access:is_public": True, "rxtx_factor": 1.0,
            "links": [], "description": None, "extra_specs": specs,
        }
        if r.random() < 0.2:
            specs[f"trait:{r.choice(TRAITS)}"] = r.choice(["required", "forbidden"])
        if r.random() < 0.2:
            specs[f"resources:{r.choice(CUSTOM)}"] = str(r.randint(1, 2))
        if r.random() < 0.15:
            specs["resources:DISK_GB"] = "0"
        if r.random() < 0.15:
            specs["resources:VCPU"] = str(r.randint(1, 3))
        elif r.random() < 0.15:
            specs["hw:cpu_policy"] = "dedicated"
        if r.random() < 0.3:
            suffixes = ["1", "2"][: r.randint(1, 2)]
            for suffix in suffixes:
                specs[f"resources{suffix}:{r.choice(CUSTOM)}"] = str(r.randint(1, 2))
                if r.random() < 0.3:
                    specs[f"trait{suffix}:{r.choice(TRAITS)}"] = r.choice(["required", "forbidden"])
            if len(suffixes) == 2:
                specs["group_policy"] = r.choice(["none", "isolate"])
        return flavor

    def use(self):
        """Some servers are there already: real claims of real candidates."""
        r = self.random
        for _ in range(r.randint(0, 6)):
            amounts = {"VCPU": r.randint(1, 2), "MEMORY_MB": r.choice([512, 1000, 2048])}
            if r.random() < 0.6:
                amounts["DISK_GB"] = r.randint(1, 10)
            query = ",".join(f"{k}:{v}" for k, v in amounts.items())
            found = self.placement.ask("GET", f"/allocation_candidates?resources={query}")["allocation_requests"]
            if found:
                chosen = r.choice(sorted(found, key=lambda c: json.dumps(c, sort_keys=True)))
                self.placement.claim(chosen["allocations"], self.uuid())

    def record(self, template, folder):
        """A recording: Placement's own answers, and Nova's with these hosts and flavors."""
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(f"{folder}/openstack")
        recording = json.load(open(f"{template}/recording.json"))
        recording["sources"] = [s for s in recording["sources"] if s["name"] == "openstack"]
        json.dump(recording, open(f"{folder}/recording.json", "w"))
        for name in os.listdir(f"{template}/openstack"):
            if "-8778-resource_providers" in name:
                continue
            answer = json.load(open(f"{template}/openstack/{name}"))
            body = answer["response"].get("body")
            if "flavors-detail" in name:
                body["flavors"] = [{k: v for k, v in f.items() if k != "projects"} for f in self.flavors]
                for flavor in self.flavors:
                    if "projects" in flavor:
                        self.access(folder, answer, flavor)
            elif "os-aggregates" in name:
                body["aggregates"] = [
                    {"id": number, "name": f"aggregate{number}", "availability_zone": None, "deleted": False,
                     "created_at": "2026-05-12T10:00:00.000000", "updated_at": None, "deleted_at": None, **aggregate}
                    for number, aggregate in enumerate(self.host_aggregates, 1)]
            elif "os-hypervisors-detail" in name:
                first = body["hypervisors"][0]
                body["hypervisors"] = [
                    {**first, "id": own, "hypervisor_hostname": host,
                     "status": "disabled" if self.services[host] == "disabled" else "enabled",
                     "state": "down" if self.services[host] == "down" else "up",
                     "service": {"id": own, "host": host, "disabled_reason": None}}
                    for host, own in self.hosts.items()]
            elif "os-services-compute" in name:
                first = next(s for s in body["services"] if s["binary"] == "nova-compute")
                body["services"] = [
                    {**first, "id": own, "host": host,
                     "status": "disabled" if self.services[host] == "disabled" else "enabled",
                     "state": "down" if self.services[host] == "down" else "up"}
                    for host, own in self.hosts.items()]
            json.dump(answer, open(f"{folder}/openstack/{name}", "w"))
        self.answer(folder, "/resource_providers")
        for provider in self.placement.ask("GET", "/resource_providers")["resource_providers"]:
            for what in ["aggregates", "allocations", "inventories", "traits", "usages"]:
                self.answer(folder, f"/resource_providers/{provider['uuid']}/{what}")

    @staticmethod
    def access(folder, listing, flavor):
        """Who may use a private flavor, as Nova would answer."""
        answer = json.loads(json.dumps(listing))
        base = answer["request"]["url"].split("/flavors")[0]
        answer["request"]["url"] = f"{base}/flavors/{flavor['id']}/os-flavor-access"
        answer["response"]["body"] = {
            "flavor_access": [{"flavor_id": flavor["id"], "tenant_id": p} for p in flavor["projects"]]}
        name = f"get-8774-v2.1-flavors-{flavor['id']}-os-flavor-access-compute-2.87.json"
        json.dump(answer, open(f"{folder}/openstack/{name}", "w"))

    def answer(self, folder, url):
        version = "placement 1.39"
        answer = {
            "request": {
                "method": "GET", "url": f"http://127.0.0.1:8778{url}",
                "headers": {"Accept": "application/json", "OpenStack-API-Version": version}},
            "response": {
                "status": 200, "headers": {"Content-Type": "application/json", "openstack-api-version": version},
                "body": self.placement.ask("GET", url)},
        }
        name = "get-8778" + url.replace("/", "-") + "-placement-1.39.json"
        json.dump(answer, open(f"{folder}/openstack/{name}", "w"))
