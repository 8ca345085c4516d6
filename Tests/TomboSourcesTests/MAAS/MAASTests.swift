import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("MAAS")
struct MAASTests {
    private static let whoami = "{\"username\": \"tombo\", \"is_superuser\": true}"

    /// A machine as MAAS gives one, with the traps: a storage that is no whole number, an interface without a VLAN,
    /// a link without a subnet, `params` that are a text, disks that stand twice.
    private static func machine(_ id: String, status: String = "Deployed", more: String = "") -> String {
        """
        {"system_id": "\(id)", "hostname": "node-\(id)", "fqdn": "node-\(id).maas", "status_name": "\(status)",
         "power_state": "on", "power_type": "ipmi", "owner": null, "pool": null, "pod": null, "storage": 773094.11328,
         "memory": 16384, "cpu_count": 8, "zone": {"name": "default", "id": 1}, "tag_names": ["storage", "compute"],
         "hardware_uuid": null, "hwe_kernel": null, "hardware_info": {"cpu_model": "Unknown", "system_vendor": "Dell"},
         "ip_addresses": ["10.0.0.11"], "owner_data": {"juju-machine-id": "openstack-machine-0"},
         "interface_set": [
           {"name": "eno1", "type": "physical", "mac_address": "52:54:00:AA:00:01", "vlan": null, "params": "",
            "links": [{"mode": "link_up"}], "enabled": true, "parents": []},
           {"name": "br-ex", "type": "bridge", "mac_address": "52:54:00:aa:00:02", "params": {"bridge_type": "ovs"},
            "vlan": {"vid": 12, "fabric": "fabric-1"}, "links": [], "enabled": true, "parents": ["eno2"]}],
         "blockdevice_set": [{"name": "sda", "type": "physical", "size": 257698037760, "model": "M", "serial": "S1",
           "id_path": "/dev/disk/by-id/x", "tags": ["ssd"], "used_for": "Unused", "id": 7}]\(more)}
        """
    }

    private static func answers(_ machines: String, user: String = whoami) -> FixtureTransport {
        var answers = MAASNetworkTests.documents
        answers["users/?op=whoami"] = user
        answers["machines/"] = machines
        return FixtureTransport(
            Dictionary(uniqueKeysWithValues: answers.map { ("GET /MAAS/api/2.0/\($0.key)", .json($0.value)) }))
    }

    private func collect(_ transport: any Transport) async -> [TomboRecords.Collection] {
        await MAASSource(base: "http://maas:5240/MAAS/api/2.0/").collect(
            with: SourceMeans(transport: transport, logger: Logger(label: "test")))
    }

    private func row(_ collection: TomboRecords.Collection, _ key: String) throws -> [String: Value] {
        let row = try #require(collection.rows.first { $0.key == key })
        return Dictionary(uniqueKeysWithValues: zip(collection.spec.columns.map(\.name), row.values))
    }

    @Test("a machine, its interfaces and its disks come from one document")
    func whole() async throws {
        let transport = Self.answers("[\(Self.machine("a"))]")
        let found = await collect(transport)
        #expect(found.allSatisfy { $0.outcome == .complete })
        let machine = try row(found[0], "a")
        #expect(machine["storage_mb"] == 773_094 && machine["pool"]?.isNull == true)
        #expect(machine["cpu_model"]?.isNull == true && machine["system_vendor"] == "Dell")
        #expect(machine["tags"] == ["compute", "storage"] && machine["juju_machine"] == "openstack-machine-0")
        #expect(machine["mac_addresses"] == ["52:54:00:aa:00:01", "52:54:00:aa:00:02"])
        let bridge = try row(found[1], "a/br-ex")
        #expect(bridge["type"] == "bridge" && bridge["vid"] == 12 && bridge["parents"] == ["eno2"])
        #expect(try row(found[1], "a/eno1")["fabric"]?.isNull == true)
        #expect(try row(found[2], "a/sda")["size_bytes"] == 257_698_037_760)
        #expect(transport.asked.allSatisfy { $0.method == "GET" })
        #expect(transport.askedKeys.filter { $0.contains("machines") }.count == 1)
        #expect(!transport.askedKeys.contains { $0.contains("power_parameters") })
    }

    @Test("addresses that are lent to a machine that is not deployed are not its own")
    func lent() async throws {
        let found = await collect(Self.answers("[\(Self.machine("a", status: "Ready"))]"))
        #expect(try row(found[0], "a")["ip_addresses"]?.isNull == true)
        #expect(try row(found[1], "a/br-ex")["addresses"]?.isNull == true)
    }

    @Test("a number that is none for a disk is unknown, and ends nothing", arguments: ["1e300", "-1e300"])
    func absurd(storage: String) async throws {
        let machine = Self.machine("a").replacing("773094.11328", with: storage)
        #expect(try row(await collect(Self.answers("[\(machine)]"))[0], "a")["storage_mb"]?.isNull == true)
    }

    @Test("who never says who we are is given up long before the list of machines would be")
    func silent() async throws {
        let transport = FixtureTransport(["GET /MAAS/api/2.0/users/?op=whoami": .hang])
        let asked = Mutex<[Duration]>([])
        let timing = Timing(
            now: { .zero }, sleep: { duration in asked.withLock { $0.append(duration) } },
            date: { Instant(milliseconds: 0) })
        let client = MAASClient(base: "http://maas:5240/MAAS/api/2.0/", transport: transport, timing: timing)
        let error = await #expect(throws: CollectError.self) { try await client.machines() }
        #expect(error?.code == .timedOut && asked.withLock { $0.contains(.seconds(30)) })
    }

    @Test("a clock that is too late is told from a key that is wrong")
    func clock() async throws {
        func message(_ date: String) async -> String? {
            let refused = HTTPResponse(status: 401, headers: ["Date": date])
            let transport = FixtureTransport(["GET /MAAS/api/2.0/users/?op=whoami": .response(refused)])
            let timing = Timing(
                now: { .zero }, sleep: { _ in try await Task.sleep(for: .seconds(60)) },
                date: { Instant(milliseconds: 1_795_824_000_000) })
            let client = MAASClient(base: "http://maas:5240/MAAS/api/2.0/", transport: transport, timing: timing)
            return await #expect(throws: CollectError.self) { try await client.machines() }?.message
        }
        #expect(await message("Sat, 28 Nov 2026 00:06:40 GMT")?.contains("400 s behind") == true)
        #expect(await message("Sat, 28 Nov 2026 00:00:10 GMT")?.contains("does not take the API key") == true)
    }

    @Test("machines that do not come in one piece are read zone by zone, and none is gone", arguments: [true, false])
    func zones(hangs: Bool) async throws {
        let transport = FixtureTransport([
            "GET /MAAS/api/2.0/users/?op=whoami": .json(Self.whoami),
            "GET /MAAS/api/2.0/machines/": hangs ? .hang : .response(HTTPResponse(status: 504)),
            "GET /MAAS/api/2.0/zones/": .json(#"[{"name": "rack 2", "id": 2}, {"name": "default", "id": 1}]"#),
            "GET /MAAS/api/2.0/machines/?zone=default": .json("[\(Self.machine("a"))]"),
            "GET /MAAS/api/2.0/machines/?zone=rack%202": .json("[\(Self.machine("b"))]"),
        ])
        let client = MAASClient(
            base: "http://maas:5240/MAAS/api/2.0/", transport: transport,
            wholePatience: .milliseconds(hangs ? 50 : 5000))
        let listing = try await client.machines()
        guard case .partial(let machines, let reason) = listing else {
            Issue.record("\(listing)")
            return
        }
        #expect(machines.map(\.systemID) == ["a", "b"] && reason.contains("zone by zone"), "\(reason)")
    }

    @Test("who is no administrator sees a part, and the listing says so")
    func plainUser() async throws {
        let found = await collect(
            Self.answers("[\(Self.machine("a"))]", user: "{\"username\": \"bob\", \"is_superuser\": false}"))
        // Words and networks are shown whole to everybody.
        let whole = ["maas_tag", "maas_zone", "maas_fabric", "maas_vlan", "maas_subnet", "maas_space"]
        #expect(found.filter { $0.outcome == .complete }.map(\.spec.kind) == whole)
        for collection in found where !whole.contains(collection.spec.kind) {
            guard case .partial(_, let reason) = collection.result else {
                Issue.record("\(collection.spec.kind) was \(collection.outcome)")
                continue
            }
            #expect(reason.contains("bob is no administrator"))
        }
    }

    @Test("a missing field is an error with its path, and a page for people is no answer")
    func broken() async throws {
        for (body, says) in [
            ("[{\"system_id\": \"a\"}]", "hostname"), ("<html>", "not JSON"), ("[{\"system_id\":", "cut off"),
        ] {
            guard case .failed(let error) = await collect(Self.answers(body))[0].result else {
                Issue.record("\(body) was believed")
                continue
            }
            #expect(error.code == .malformedAnswer && error.message.contains(says), "\(error.message)")
        }
    }

    @Test(
        "each status has its error and its remedy",
        arguments: [(401, CollectError.Code.unauthorized), (403, .forbidden), (404, .notFound), (503, .serverError)])
    func statuses(status: Int, code: CollectError.Code) async throws {
        let transport = FixtureTransport([
            "GET /MAAS/api/2.0/users/?op=whoami": .json("Expected signature base string: &S3cret", status: status)
        ])
        guard case .failed(let error) = await collect(transport)[0].result else {
            Issue.record("it was believed")
            return
        }
        #expect(error.code == code && error.remedy != nil && !error.description.contains("S3cret"))
    }

    @Test("the address may be the host, the web page's, or the API's")
    func base() {
        for url in ["http://h:5240", "http://h:5240/", "http://h:5240/MAAS", "http://h:5240/MAAS/api/2.0/"] {
            #expect(MAASClient.base(url) == "http://h:5240/MAAS/api/2.0/")
        }
    }

    /// Remembers what is sent, and refuses the first try.
    private final class Wire: OpenTransport {
        let sent = Mutex<[String]>([])
        func close() async {}
        func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
            // LiveTransport repeats what may be repeated by itself, with the nonce that it has.
            #expect(!request.isIdempotent)
            let count = sent.withLock { sent in
                sent.append(request.headers["Authorization"] ?? "")
                return sent.count
            }
            return HTTPResponse(status: count == 1 ? 503 : 401, body: Data("&S3cret-of-the-token".utf8))
        }
    }

    @Test("every try is signed anew, as MAAS takes a nonce once, and what a 401 says is dropped")
    func signing() async throws {
        let key = try #require(MAASKey("con:tok:S3cret-of-the-token\n"))
        let wire = Wire()
        let timing = Timing(now: { .zero }, sleep: { _ in }, date: { Instant(milliseconds: 0) })
        let answer = try await RetryingTransport(MAASTransport(inner: wire, key: key), timing: timing)
            .send(HTTPRequest("http://maas/"))
        #expect(answer.status == 401 && answer.body.isEmpty)
        let sent = wire.sent.withLock(\.self)
        #expect(sent.count == 2 && sent[0] != sent[1])
        #expect(
            sent.allSatisfy { $0.contains("oauth_signature=\"%26S3cret-of-the-token\"") && $0.contains("PLAINTEXT") })
        #expect(MAASKey("only:two") == nil)
    }
}
