import TomboRecords

/// What the loss of something does to one other thing.
struct ImpactLine {
    /// Raw values are part of the contract; the worst comes first.
    enum Effect: String, CaseIterable {
        /// It is off until what was lost comes back, or it is started elsewhere.
        case stops
        /// Too few members of a cluster are left to decide anything.
        case noQuorum = "loses quorum"
        /// It is there, and nobody gets to it.
        case unreachable
        /// It goes on elsewhere by itself.
        case failsOver = "fails over"
        /// It goes on with fewer copies than it should have.
        case degraded
        /// It goes on; the next loss may be one too many.
        case redundancy = "loses redundancy"
        /// What would tell is not known.
        case unknown
    }

    var spec: RecordSpec
    var name: String
    var effect: Effect
    /// Why, in figures; for people.
    var detail = ""
    /// Hosts; nil where moving is no question.
    var canMoveTo: [String]?

    var reference: String { spec.reference(name) }

    static func precedes(_ a: ImpactLine, _ b: ImpactLine) -> Bool {
        let ranks = (Effect.allCases.firstIndex(of: a.effect) ?? 0, Effect.allCases.firstIndex(of: b.effect) ?? 0)
        if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
        if a.spec.kind != b.spec.kind { return a.spec.kind < b.spec.kind }
        return NaturalOrder.compare(a.name, b.name) < 0
    }
}
