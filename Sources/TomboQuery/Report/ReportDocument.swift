/// A report before it has a form: what stands in it, in order.
public struct ReportDocument: Sendable {
    public var language: ReportLanguage
    public var title: String
    public var sections: [ReportSection] = []
    /// Whether the snapshot saw everything whole.
    public var isComplete = true
}

/// A heading and what stands below it.
public struct ReportSection: Sendable {
    public var title: String
    public var blocks: [ReportBlock]

    init(_ title: String, _ blocks: [ReportBlock] = []) {
        self.title = title
        self.blocks = blocks
    }
}

/// One thing in a section.
public enum ReportBlock: Sendable {
    case paragraph(String)
    /// One line each.
    case list([String])
    /// A table is an answer, so that every number is the one that the command shows.
    case table(caption: String, Answer)
    /// Commands, to be typed as they stand.
    case commands([String])
    /// A diagram of the cloud.
    case drawing(caption: String, Graph)
    /// Where a picture belongs that only a person can take.
    case screenshot(caption: String)
    /// Something to be warned of: what was not seen whole, what is not well.
    case warning(title: String, lines: [String])
}
