import TomboRecords
import TomboStore

/// What differs from the earlier snapshot: counts by kind, a sentence each, and the fields that changed.
enum DifferencesPart: ReportPart {
    /// More sentences than these nobody reads; the counts above them are of all.
    private static let sentences = 200

    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard let before = context.before else { return nil }
        let words = context.words
        func name(_ seq: Int64, _ label: String?) -> String { label ?? "#\(seq)" }
        let intro = words[.differencesIntro].replacing("%1", with: name(before.seq, before.label))
            .replacing("%2", with: name(context.moment.snapshot.seq, context.moment.snapshot.label))
        var section = ReportSection(words[.differences], [.paragraph(intro)])
        let diff = try DiffQuestion(from: SnapshotReference("#\(before.seq)")).answer(context.moment)
        if diff.rows.isEmpty, diff.isComplete {
            section.blocks.append(.paragraph(words[.noDifference]))
            return section
        }
        let changes = diff.rows.map(Change.init)
        section.blocks += context.blocks(.counts, counts(diff, context))
        let lines = sentences(changes, context)
        section.blocks.append(.list(Array(lines.prefix(sentences))))
        if lines.count > sentences {
            section.blocks.append(.paragraph(words[.more].replacing("%1", with: String(lines.count - sentences))))
        }
        return section
    }

    /// A row of a diff; see ``DiffQuestion/columns``.
    private struct Change {
        var sign, kind, key, name: String
        var field, partOf: String?
        var old, new: Value

        init(_ row: [Value]) {
            sign = row[0].text ?? "?"
            kind = row[1].text ?? "?"
            // Empty where it speaks of a whole kind.
            key = row[2].text ?? ""
            name = row[3].text ?? key
            (field, old, new, partOf) = (row[4].text, row[5], row[6], row[9].text)
        }

        var resource: [String] { [sign, kind, key] }
    }

    /// As `diff --stat` counts, in the words of the report.
    private static func counts(_ diff: Answer, _ context: ReportContext) -> Answer {
        var sum = DiffSumQuestion.sum(diff, context.moment.reader.specs)
            .only(["kind", "appeared", "gone", "changed", "not_observed"])
        for index in sum.rows.indices { sum.rows[index][0] = .text(context.words.kind(sum.rows[index][0].text ?? "?")) }
        return sum
    }

    /// One a resource: what belongs to another (a port, a claim) stands right behind it, and is told with it.
    private static func sentences(_ changes: [Change], _ context: ReportContext) -> [String] {
        let words = context.words
        var told: [(resource: [String], line: String, fields: [String], parts: [Change])] = []
        for change in changes {
            if change.partOf != nil, !told.isEmpty {
                told[told.count - 1].parts.append(change)
                continue
            }
            if change.sign == "?", change.key.isEmpty {
                told.append(
                    (change.resource, words[.kindUnseen].replacing("%1", with: words.kind(change.kind)), [], []))
                continue
            }
            if told.last?.resource != change.resource {
                let verb: Phrase =
                    switch change.sign {
                    case "+": .appeared
                    case "-": .gone
                    case "?": .notObserved
                    default: .changed
                    }
                told.append((change.resource, "\(words.kind(change.kind)) \(change.name) \(words[verb])", [], []))
            }
            if let field = change.field {
                told[told.count - 1].fields.append(
                    "\(field) \(words[.from]) \(text(change.old, words)) \(words[.to]) \(text(change.new, words))")
            }
        }
        return told.map { change in
            change.line + (change.fields.isEmpty ? "" : ": " + change.fields.joined(separator: "; "))
                + (change.parts.isEmpty ? "" : " (\(counted(change.parts, words)))") + "."
        }
    }

    /// `2 portas, IP flutuante 172.16.7.195`
    private static func counted(_ parts: [Change], _ words: ReportWords) -> String {
        var byKind: [String: Set<[String]>] = [:]
        for part in parts { byKind[part.kind, default: []].insert([part.key, part.name]) }
        return byKind.sorted { $0.key < $1.key }.map { kind, found in
            // Only these have names that tell a person anything.
            if kind == "neutron_floatingip" || kind == "neutron_subnet" {
                return "\(words.kind(kind)) \(found.map { $0[1] }.sorted().joined(separator: ", "))"
            }
            return "\(words.kind(kind)): \(found.count)"
        }.joined(separator: ", ")
    }

    private static func text(_ value: Value, _ words: ReportWords) -> String {
        switch value {
        case .null: words[.unknown]
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .bool(let bool): bool ? "true" : "false"
        case .list(let elements): "[" + elements.map { text($0, words) }.joined(separator: ", ") + "]"
        case .object(let fields):
            fields.map { "\($0.key)=\(text($0.value, words))" }.joined(separator: " ")
        }
    }
}
