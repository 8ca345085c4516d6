import TomboRecords

extension MAASSource {
    /// Beside what every source is asked: which MAAS it is, and who tombo is to it.
    func examine(_ configured: ConfiguredSource, cloud: String, with means: SourceMeans) async -> DoctorReport {
        var report = await SourceExamination(source: self, configured: configured, means: means).examine()
        guard report.isReachable else { return report }
        let client = MAASClient(base: base, transport: means.transport, timing: means.timing)
        var rows: [DoctorRow] = []
        do throws(CollectError) {
            let user = try await client.user()
            rows.append(
                user.isSuperuser
                    ? DoctorRow(.login, name, .ok, "\(user.username.printable), an administrator.")
                    : DoctorRow(
                        .login, name, .warn,
                        "\(user.username.printable), who is no administrator: MAAS shows it only what is its own or "
                            + "nobody's.",
                        remedy: "Use the key of an administrator: `maas apikey --username USER`."))
            rows.append(DoctorRow(.versions, name, .ok, "MAAS \(try await client.version())."))
        } catch {
            rows.append(DoctorRow(.login, name, error))
        }
        report = DoctorReport(rows: report.rows + rows, isReachable: true)
        return report
    }
}
