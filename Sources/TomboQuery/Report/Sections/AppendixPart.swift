import TomboRecords

/// The commands that give every figure of the report again, section by section.
enum AppendixPart {
    /// Beyond these a line with every server is none that anybody types.
    private static let servers = 20

    /// What is asked where the cloud has a kind.
    private static let questions: [(kind: String, commands: [String])] = [
        ("juju_application", ["list applications", "list units", "list juju-machines"]),
        ("maas_machine", ["list machines"]), ("nova_quota", ["list nova_quota"]),
        ("cinder_quota", ["list cinder_quota"]), ("neutron_quota", ["list neutron_quota"]),
        ("nova_server", ["list servers"]),
        ("neutron_network", ["list networks", "list subnets", "list routers", "graph --view network"]),
        ("neutron_network", ["graph --view path"]), ("maas_interface", ["list interfaces"]),
        ("nova_server", ["hosts", "graph --view placement"]),
        ("placement_inventory", ["capacity", "capacity --by host"]),
        ("ceph_osd", ["storage", "list osds", "list pools", "graph --view storage"]),
    ]

    static func section(_ context: ReportContext, _ report: LabReport) throws -> ReportSection {
        func name(_ snapshot: SnapshotInfo) -> String { snapshot.label ?? "#\(snapshot.seq)" }
        let at = "--at \(Shell.word(name(context.moment.snapshot)))"
        var commands = ["tombo verify"]
        for question in questions where try context.has(question.kind) {
            commands += question.commands.map { "tombo \($0) \(at)" }
        }
        if let places = try places(context) { commands.append("tombo \(places) \(at)") }
        commands.append("tombo check \(at)")
        if let before = context.before {
            commands.append("tombo diff \(Shell.word("\(name(before))..\(name(context.moment.snapshot))"))")
        }
        commands.append(
            (["tombo report --template lab"] + (context.before.map { ["--from \(Shell.word(name($0)))"] } ?? [])
                + [at, "--lang \(report.language.rawValue)"]).joined(separator: " "))
        return ReportSection(
            context.words[.appendix],
            [.paragraph(context.words[.appendixIntro]), .commands(commands.flatMap { Shell.folded($0) })])
    }

    /// `where` of every server, where these are few and a name means one.
    private static func places(_ context: ReportContext) throws -> String? {
        let names = try context.moment.table("nova_server", ["name"], cloud: context.cloud)
            .map { $0["name"].text ?? $0.key }.sorted()
        guard !names.isEmpty, names.count <= servers, Set(names).count == names.count else { return nil }
        return (["where"] + names.map { Shell.word("server/\($0)") }).joined(separator: " ")
    }
}
