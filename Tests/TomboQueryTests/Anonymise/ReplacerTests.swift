import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

@Suite("Names of an anonymous export")
struct ReplacerTests {
    private static func replacer(_ secret: UInt8 = 1) -> Replacer {
        Replacer(Mapping(secret: Array(repeating: secret, count: 32)))
    }

    /// What a text becomes once all names are settled.
    private func made(_ replacer: inout Replacer, _ text: String, _ treatment: Treatment) -> String {
        repeat { _ = replacer.text(text, treatment) } while replacer.settle()
        return replacer.text(text, treatment)
    }

    private static func lab() -> Replacer {
        var replacer = replacer()
        for (text, treatment) in [
            ("0b5f2a4c-7d0e-4b3a-9c61-3d1f5a8e6b27", Treatment.id), ("4y3h7p", .id),
            ("node2.maas", .host("host")), ("node1.maas", .host("host")), ("lb", .host("server")),
            ("Physics Lab", .name("project")), ("ana@example.org", .name("user")), ("prod", .name("model")),
            ("shop", .name("application")), ("ovn-central", .name("application")),
        ] {
            _ = replacer.text(text, treatment)
        }
        _ = replacer.settle()
        replacer.keepWord("shared-db")
        return replacer
    }

    @Test("parts of a host's name stay related")
    func hosts() {
        var lab = Self.lab()
        let short = made(&lab, "node2", .host("host"))
        let full = made(&lab, "node2.maas", .host("host"))
        #expect(short.hasPrefix("host-") && full.hasPrefix(short + ".domain-"))
        #expect(made(&lab, "node1.maas", .host("host")).split(separator: ".").last == full.split(separator: ".").last)
        // Below a domain that is known already.
        let below = made(&lab, "a.dc1.example.org", .host("host"))
        #expect(below.split(separator: ".").count == 4)
        #expect(made(&lab, "b.dc1.example.org", .host("host")).hasSuffix(String(below.drop { $0 != "." })))
        let upper = made(&lab, "NODE2.maas", .host("host"))
        #expect(upper != full && upper.lowercased() == full)
    }

    @Test("a machine that Juju made is called after its model's new identity")
    func juju() {
        var lab = Self.lab()
        let model = made(&lab, "0b5f2a4c-7d0e-4b3a-9c61-3d1f5a8e6b27", .id)
        #expect(made(&lab, "juju-8e6b27-2-lxd-0", .host("host")) == "juju-\(model.suffix(6))-2-lxd-0")
        let full = made(&lab, "juju-8e6b27-2-lxd-0.maas", .host("host"))
        #expect(full.hasPrefix("juju-\(model.suffix(6))-2-lxd-0.domain-"))
        #expect(made(&lab, "prod/2/lxd/0", .composed("model", of: ["model"])) == "model-1/2/lxd/0")
        let unit = made(&lab, "prod/shop/0", .composed("application", of: ["model", "application"]))
        #expect(unit == "model-1/application-1/0")
        // An endpoint is vocabulary even where a server is called so; what nobody knows is hidden.
        lab.keepWord("lb")
        let relation = made(&lab, "prod/shop:shared-db lb:x1", .composed("application", of: ["model", "application"]))
        #expect(relation == "model-1/application-1:shared-db lb:application-2")
    }

    @Test("texts of programs keep their words and lose what they name")
    func messages() {
        var lab = Self.lab()
        let host = made(&lab, "node2.maas", .host("host"))
        let address = made(&lab, "10.0.0.12", .address)
        let text = made(
            &lab,
            "Host node2.maas (10.0.0.12:8774) of Physics Lab lost lb, web-prod-7 and 3507e996-4bd6-4a41-b5f0-727a86e9d964 after 30s.",
            .message)
        #expect(text.hasPrefix("Host \(host) (\(address):8774) of project-1 lost server-1, word-"), "\(text)")
        #expect(text.hasSuffix(" after 30s."), "\(text)")
        for gone in ["node2", "10.0.0.12", "Physics", "web-prod", "3507e996"] { #expect(!text.contains(gone)) }
        #expect(made(&lab, "mailed to ANA@EXAMPLE.ORG", .message) == "mailed to USER-1")
    }

    @Test("what people wrote goes as a whole, and equals what it equalled")
    func prose() {
        var lab = Self.lab()
        #expect(made(&lab, "lb", .prose) == "server-1")
        #expect(made(&lab, "the load balancer lb", .prose) == "text-1")
        #expect(made(&lab, "the load balancer lb", .prose) == "text-1")
        #expect(made(&lab, "true", .prose) == "true" && made(&lab, "12", .prose) == "12")
        #expect(made(&lab, "+49 30 1234567", .prose).hasPrefix("text-"))
        #expect(made(&lab, "", .prose).isEmpty)
    }

    @Test("identities keep their form")
    func identities() {
        var replacer = Self.replacer()
        let uuid = made(&replacer, "3507e996-4bd6-4a41-b5f0-727a86e9d964", .id)
        #expect(
            uuid.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] && uuid.split(separator: "-")[2].first == "4")
        // The same UUID as other services write it.
        #expect(made(&replacer, "3507e9964bd64a41b5f0727a86e9d964", .id) == uuid.replacing("-", with: ""))
        let system = made(&replacer, "4y3h7n", .id)
        #expect(system.map(\.isNumber) == "4y3h7n".map(\.isNumber) && system != "4y3h7n")
        #expect(made(&replacer, "42", .id) == "42" && made(&replacer, "default", .id) == "default")
        let image = made(&replacer, "vms/3507e996-4bd6-4a41-b5f0-727a86e9d964_disk", .composed("image"))
        #expect(image == "vms/\(uuid)_disk")
        let mac = made(&replacer, "FA:16:3E:08:A5:8D", .mac)
        #expect(mac.hasPrefix("FA:16:3E:") && mac.count == 17 && mac != "FA:16:3E:08:A5:8D")
        // Nobody's vendor: only the byte that says so stays.
        #expect(made(&replacer, "d6:11:22:33:44:55", .mac).hasPrefix("d6:"))
        #expect(!made(&replacer, "d6:11:22:33:44:55", .mac).hasPrefix("d6:11:22"))
    }

    @Test("standard traits stay, those of people are names")
    func traits() {
        var replacer = Self.replacer()
        #expect(made(&replacer, "HW_CPU_X86_VMX", .custom("trait")) == "HW_CPU_X86_VMX")
        #expect(made(&replacer, "CUSTOM_PHYSICS", .custom("trait")) == "CUSTOM_TRAIT_1")
        #expect(made(&replacer, "trait:CUSTOM_PHYSICS", .composed("key")) == "trait:CUSTOM_TRAIT_1")
        #expect(made(&replacer, "trait:HW_CPU_X86_VMX", .composed("key")) == "trait:HW_CPU_X86_VMX")
        // What an aggregate says is what the flavor asks for.
        let key = made(&replacer, "payroll", .name("key"))
        let asked = made(&replacer, "aggregate_instance_extra_specs:payroll", .composed("key"))
        #expect(asked == "aggregate_instance_extra_specs:\(key)")
    }

    @Test("is one to one", arguments: Seed.some)
    func bijective(seed: Seed) {
        var random = seed
        var replacer = Self.replacer()
        let letters = Array("abN019-_. éß")
        let treatments: [Treatment] = [.name("server"), .host("host"), .id, .prose, .name("network"), .hidden]
        let texts = (0..<300).map { _ in
            String(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
        }
        let asked = texts.map { ($0, treatments.randomElement(using: &random) ?? .hidden) }
        repeat { for (text, treatment) in asked { _ = replacer.text(text, treatment) } } while replacer.settle()
        // Whatever a text is asked as, it is the same, and nobody else's.
        let mapping = replacer.names.mapping
        let made = mapping.replacements.values.flatMap { $0 }
        #expect(Set(made.map(\.value)).count == made.count)
        // A pseudonym that is somebody else's name would be taken for that.
        let originals = Set(made.map { $0.key.lowercased() })
        let pseudonyms = mapping.replacements.values.flatMap { $0.values }
        #expect(pseudonyms.filter { originals.contains($0.lowercased()) }.isEmpty)
    }

    @Test("the same mapping file goes on where it was, another one has nothing in common with it")
    func mapping() throws {
        var first = Self.lab()
        let node = made(&first, "node2", .host("host"))
        let json = first.names.mapping.json
        let read = try #require(Mapping(json: json))
        #expect(read == first.names.mapping && read.json == json)
        var again = Replacer(read)
        #expect(made(&again, "node2", .host("host")) == node)
        let new = made(&again, "node9", .host("host"))
        #expect(new.hasPrefix("host-") && new != node && new != made(&again, "node1", .host("host")))
        var other = Self.replacer(2)
        #expect(
            made(&other, "3507e996-4bd6-4a41-b5f0-727a86e9d964", .id)
                != made(&first, "3507e996-4bd6-4a41-b5f0-727a86e9d964", .id))
        for broken in [
            "", "{}", "[]", #"{"tombo_mapping":2,"secret":"00","replacements":{}}"#, String(json.dropLast(9)),
        ] {
            #expect(Mapping(json: broken) == nil, "\(broken)")
        }
    }

    @Test("numbers do not tell in which order names stand")
    func order() {
        let names = (0..<20).map { "name\(Character(Unicode.Scalar(UInt8(97 + $0))))" }
        var orders: Set<[String]> = []
        for secret in 1...5 as ClosedRange<UInt8> {
            var replacer = Self.replacer(secret)
            for name in names { _ = replacer.text(name, .name("server")) }
            _ = replacer.settle()
            orders.insert(names.map { replacer.text($0, .name("server")) })
        }
        #expect(orders.count == 5)
    }
}
