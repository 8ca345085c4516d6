public import TomboRecords

/// What a `forget` will do, worked out before anything is touched.
public struct ForgetPlan: Sendable {
    public struct Kept: Sendable {
        public var snapshot: SnapshotInfo
        /// Why it stays, such as `daily` or `label tarefa-1`.
        public var reasons: [String]
    }

    public var policy: ForgetPolicy
    public var measures: MeasureRetention
    /// Oldest first, of all clouds.
    public var kept: [Kept]
    /// Numbers of those that go, oldest first.
    public var removed: [Int64]
    /// For each snapshot of a cloud that loses some, the one that stands for it from now on: the next that stays.
    var successors: [Int64: Int64]
}

/// How long measures stay beyond what goes with their snapshots.
public struct MeasureRetention: Sendable, Hashable {
    /// Those of older snapshots go; in seconds before the newest.
    public var within: Double?
    /// Of older snapshots the last of each day stays; in seconds before the newest.
    public var daily: Double?
    /// Seconds east of UTC at a moment.
    var offset: @Sendable (Instant) -> Int = { _ in 0 }

    public init(
        within: Double? = nil, daily: Double? = nil, offset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
    ) {
        self.within = within
        self.daily = daily
        self.offset = offset
    }

    public var isEmpty: Bool { within == nil && daily == nil }

    public var text: String {
        [within.map { "--measures-within \(Int($0))s" }, daily.map { "--measures-daily \(Int($0))s" }]
            .compactMap(\.self).joined(separator: " ")
    }

    public static func == (a: Self, b: Self) -> Bool { a.within == b.within && a.daily == b.daily }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(within)
        hasher.combine(daily)
    }
}

extension Reader {
    /// Which snapshots stay under a policy, and why.
    ///
    /// Beside what the policy names, those stay without which a resource would vanish from history, and those on
    /// which a kept one leans: where a source failed in it, the last that saw the source whole.
    ///
    /// - Parameters:
    ///   - policy: What stays.
    ///   - measures: What stays of the measures.
    ///   - cloud: The one cloud that is thinned out; nil for all, each for itself.
    ///   - offset: Seconds east of UTC at a moment.
    /// - Returns: The plan.
    /// - Throws: ``StoreError``.
    public func forgetPlan(
        _ policy: ForgetPolicy, measures: MeasureRetention = .init(), cloud: String? = nil,
        offset: (Instant) -> Int = { _ in 0 }
    ) throws -> ForgetPlan {
        var plan = ForgetPlan(policy: policy, measures: measures, kept: [], removed: [], successors: [:])
        for name in try clouds() {
            let snapshots = try snapshots(cloud: name)
            var reasons: [Int64: [String]] = [:]
            if cloud == nil || cloud == name, !policy.isEmpty {
                let noted = Set(try journal(upTo: .max, cloud: name).filter { $0.action == .note }.compactMap(\.seq))
                reasons = policy.reasons(snapshots, noted: noted, offset: offset)
                try KeptForResources(reader: self, cloud: name, snapshots: snapshots.map(\.seq)).add(to: &reasons)
                try KeptForEvidence(reader: self, cloud: name, snapshots: snapshots.map(\.seq)).add(to: &reasons)
            } else {
                for snapshot in snapshots { reasons[snapshot.seq] = ["not asked"] }
            }
            plan.kept += snapshots.compactMap { snapshot in
                reasons[snapshot.seq].map { .init(snapshot: snapshot, reasons: $0) }
            }
            plan.removed += snapshots.map(\.seq).filter { reasons[$0] == nil }
            var next: Int64?
            for snapshot in snapshots.reversed() {
                if reasons[snapshot.seq] != nil { next = snapshot.seq }
                plan.successors[snapshot.seq] = next
            }
        }
        plan.kept.sort { $0.snapshot.seq < $1.snapshot.seq }
        plan.removed.sort()
        return plan
    }
}
