import TomboRecords

/// What `doctor` finds out about a source that has no examination of its own:
/// its settings, whether it answers, and what of it can be read.
struct SourceExamination {
    let source: any Source
    let configured: ConfiguredSource
    let means: SourceMeans

    func examine() async -> DoctorReport {
        var rows = [DoctorRow(.config, source.name, .ok, configured.origin)]
        rows += configured.warnings.map {
            DoctorRow(.config, source.name, .warn, $0.message, remedy: $0.remedy)
        }
        let collections = await source.collect(with: means)
        let failures = collections.compactMap { collection in
            if case .failed(let error) = collection.result { error } else { nil }
        }
        let isReachable = failures.count < collections.count
        if let first = failures.first, !isReachable, Set(failures.map(\.message)).count == 1 {
            // One cause, said once.
            rows.append(DoctorRow(.reach, source.name, first))
        } else {
            rows.append(DoctorRow(.reach, source.name, .ok, "It answers."))
            rows += collections.compactMap(row)
            let whole = collections.count { if case .complete = $0.result { true } else { false } }
            if whole > 0 {
                rows.append(
                    DoctorRow(.rights, source.name, .ok, "\(whole) of \(collections.count) kinds can be read whole."))
            }
        }
        let redactor = Redactor(secrets: configured.secrets)
        for index in rows.indices {
            rows[index].detail = redactor.text(rows[index].detail)
            rows[index].remedy = rows[index].remedy.map(redactor.text)
        }
        return DoctorReport(rows: rows, isReachable: isReachable)
    }

    /// What cannot be read, or not whole.
    private func row(_ collection: Collection) -> DoctorRow? {
        switch collection.result {
        case .complete: nil
        case .partial(_, let reason): DoctorRow(.rights, collection.spec.kind, .warn, reason)
        case .failed(let error): DoctorRow(.rights, collection.spec.kind, error)
        case .skipped(let reason): DoctorRow(.rights, collection.spec.kind, .skip, reason)
        }
    }
}
