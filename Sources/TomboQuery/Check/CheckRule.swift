/// One thing that should be true of a cloud; one file each in `Rules`.
public struct CheckRule: Sendable {
    /// How much a finding matters. Raw values are part of the contract.
    public enum Severity: String, Sendable, CaseIterable, Comparable {
        /// Worth knowing: nothing is broken.
        case info
        /// Something will break, or is not what it seems.
        case warning
        /// Something is broken.
        case error

        public static func < (a: Severity, b: Severity) -> Bool {
            allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
        }
    }

    /// What tombo.yaml may say to a rule, as a list of words.
    public struct Setting: Sendable {
        public var name: String
        public var standard: [String]
        /// A sentence: what the words mean.
        public var what: String
    }

    /// In kebab case; part of the contract.
    public let name: String
    public let severity: Severity
    /// What a finding is about, unless the finding says otherwise.
    public let kind: String
    /// A sentence: what a finding says.
    public let what: String
    /// Why it matters.
    public let why: String
    /// Whose rule it is: a document, or the program whose behaviour it is.
    public let source: String
    /// What to do about a finding; begins with a verb.
    public let remedy: String
    /// The kinds that it judges: a cloud without one of them has nothing to judge.
    let reads: [String]
    /// Kinds that it judges where a cloud has them; one of all is enough.
    let alsoReads: [String]
    /// Kinds in which a missing row is the evidence: with a gap in one, nothing is judged.
    let needs: [String]
    public let settings: [Setting]
    let judge: @Sendable (inout CheckBench) throws -> Void

    init(
        _ name: String, _ severity: Severity, kind: String, what: String, why: String, source: String, remedy: String,
        reads: [String]? = nil, alsoReads: [String] = [], needs: [String] = [], settings: [Setting] = [],
        judge: @escaping @Sendable (inout CheckBench) throws -> Void
    ) {
        self.name = name
        self.severity = severity
        self.kind = kind
        self.what = what
        self.why = why
        self.source = source
        self.remedy = remedy
        self.reads = reads ?? [kind]
        self.alsoReads = alsoReads
        self.needs = needs
        self.settings = settings
        self.judge = judge
    }

    /// All kinds that an answer of it rests on.
    var kinds: Set<String> { Set(reads + alsoReads + needs) }

    /// Whether a cloud with these kinds has anything to judge.
    func applies(to present: Set<String>) -> Bool {
        Set(reads + needs).isSubset(of: present)
            && (!reads.isEmpty || !Set(alsoReads).isDisjoint(with: present))
    }
}
