import TomboRecords
import TomboStore

/// The report that the lab hands in: everything about a cloud at a stage, and what differs from an earlier one.
public struct LabReport: Sendable {
    public var from: SnapshotReference?
    public var language: ReportLanguage
    /// Of tombo itself; part of the evidence.
    public var version: String
    /// With the settings of the configuration.
    public var checks: CheckQuestion

    public init(
        from: SnapshotReference?, language: ReportLanguage, version: String, checks: CheckQuestion = CheckQuestion()
    ) {
        self.from = from
        self.language = language
        self.version = version
        self.checks = checks
    }

    /// In the order in which they stand.
    static let parts: [any ReportPart.Type] = [
        JujuPart.self, MachinesPart.self, ComputePart.self, InstancesPart.self, TopologyPart.self,
        DifferencesPart.self, CreationPart.self, PathPart.self, ServersPart.self, PlacementPart.self,
        CapacityPart.self, CephPart.self, ChecksPart.self,
    ]

    /// Throws ``QueryError``: `severalClouds` for a moment of several clouds.
    public func document(_ moment: Moment) throws -> ReportDocument {
        guard let cloud = moment.cloud ?? (moment.snapshots.count == 1 ? moment.snapshot.cloud : nil) else {
            throw QueryError.severalClouds(moment.snapshots.map(\.cloud), asking: "report")
        }
        let own = moment.within(cloud)
        let before = try from?.resolve(moment.reader, cloud: cloud, clock: moment.clock)
        let context = ReportContext(
            moment: own, cloud: cloud, before: before, words: ReportWords(language), checks: checks)
        var document = ReportDocument(language: language, title: "\(context.words[.title]) \(cloud)")
        document.sections.append(try HeaderPart.section(context, version: version))
        for part in Self.parts {
            if let section = try part.section(context) { document.sections.append(section) }
        }
        document.sections.append(try AppendixPart.section(context, self))
        document.isComplete = try context.gaps().isEmpty
        return document
    }
}
