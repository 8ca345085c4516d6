import TomboRecords
import TomboStore

/// The commands that give every figure of the report again.
enum AppendixPart {
    static func section(_ context: ReportContext, _ report: LabReport) -> ReportSection {
        func name(_ snapshot: SnapshotInfo) -> String { snapshot.label ?? "#\(snapshot.seq)" }
        let at = "--at \(Shell.word(name(context.moment.snapshot)))"
        var commands = ["tombo verify"]
        if let before = context.before {
            commands.append("tombo diff \(Shell.word("\(name(before))..\(name(context.moment.snapshot))"))")
        }
        for question in ["hosts", "list servers", "capacity", "capacity --by host", "list osds", "list pools"] {
            commands.append("tombo \(question) \(at)")
        }
        commands.append(
            (["tombo report --template lab"] + (context.before.map { ["--from \(Shell.word(name($0)))"] } ?? [])
                + [at, "--lang \(report.language.rawValue)"]).joined(separator: " "))
        return ReportSection(
            context.words[.appendix], [.paragraph(context.words[.appendixIntro]), .commands(commands)])
    }
}
