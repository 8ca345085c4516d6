import TomboRecords

extension CephSource {
    /// Beside what every source is asked: which cluster it is, and what runs there.
    func examine(_ configured: ConfiguredSource, cloud: String, with means: SourceMeans) async -> DoctorReport {
        let report = await SourceExamination(source: self, configured: configured, means: means).examine()
        guard report.isReachable else { return report }
        let client = CephClient(pools: pools, transport: means.transport)
        let row: DoctorRow
        do throws(CollectError) {
            let status = try await client.status()
            let versions = Set(try await client.metadata(of: "mon").compactMap(\.version)).sorted()
            row = DoctorRow(
                .versions, name, .ok,
                "Cluster \(status.fsid.printable), monitors of Ceph \(versions.joined(separator: ", ").printable).")
        } catch {
            row = DoctorRow(.versions, name, error)
        }
        return DoctorReport(rows: report.rows + [row], isReachable: true)
    }
}
