import TomboRecords

/// What `check` finds, with what could not be judged.
enum ChecksPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        let answer = try context.checks.answer(context.moment)
        var section = ReportSection(context.words[.checks], [.paragraph(context.words[.checksIntro])])
        if answer.rows.isEmpty {
            section.blocks.append(.paragraph(context.words[.noFindings]))
        } else {
            section.blocks += context.blocks(.findings, answer.brief())
        }
        return section
    }
}
