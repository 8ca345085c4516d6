import TomboRecords
import TomboSources
import TomboStore

/// What `doctor` says of the database: it looks, and changes nothing.
struct DatabaseCheck {
    let path: String
    /// Only this cloud, where the person named one.
    let cloud: String?
    let now: Instant

    func rows() -> [DoctorRow] {
        do {
            guard let inspection = try StoreInspection.of(path: path) else { return [missing()] }
            var rows = file(inspection)
            if inspection.isCurrent { rows += try snapshots() }
            return rows
        } catch let error as StoreError {
            return [DoctorRow(.database, "file", .fail, error.message, remedy: error.remedy)]
        } catch {
            return [DoctorRow(.database, "file", .fail, "The database \(path) could not be read.")]
        }
    }

    private func missing() -> DoctorRow {
        if StoreInspection.canMake(path) {
            return DoctorRow(.database, "file", .ok, "There is none yet; `tombo collect` makes \(path).")
        }
        return DoctorRow(
            .database, "file", .fail, "There is no database \(path), and you may not make one there.",
            remedy: "Make its folder, or name another file with --db.")
    }

    private func file(_ inspection: StoreInspection) -> [DoctorRow] {
        let schema = inspection.isCurrent ? "schema current" : "older schema, which the next `tombo collect` renews"
        var parts = [path, "\(Self.size(inspection.bytes))", schema]
        if let process = inspection.collector { parts.append("process \(process) collects into it now") }
        var rows = [DoctorRow(.database, "file", .ok, parts.joined(separator: ", ") + ".")]
        if !inspection.isPrivate {
            rows.append(
                DoctorRow(
                    .database, "file", .warn, "Other users of this machine can read the database.",
                    remedy: "Run `chmod 600 \(path)`."))
        }
        if !inspection.isWritable {
            rows.append(
                DoctorRow(
                    .database, "file", .fail, "You may not write the database, or not make files beside it.",
                    remedy: "Give this user write access to \(path) and its folder."))
        }
        return rows
    }

    /// The newest snapshot of each cloud, how old it is, and what it did not see.
    private func snapshots() throws -> [DoctorRow] {
        try StoreReader(path: path, specs: Catalog.specs).read { reader in
            let clouds = try reader.clouds()
            if let cloud, !clouds.contains(cloud) {
                return [DoctorRow(.database, cloud, .ok, "No snapshot of it yet.")]
            }
            return try clouds.filter { cloud == nil || $0 == cloud }.compactMap { cloud in
                guard let latest = try reader.latest(cloud: cloud) else { return nil }
                let label = latest.label.map { " \"\($0)\"" } ?? ""
                let newest = "Snapshot #\(latest.seq)\(label), \(Self.age(latest.finishedAt, now)) old"
                let gaps = try reader.gaps(seq: latest.seq, cloud: cloud)
                guard let first = gaps.first else { return DoctorRow(.database, cloud, .ok, newest + ", whole.") }
                let kinds = gaps.prefix(3).map(\.kind).joined(separator: ", ")
                let more = gaps.count > 3 ? " and \(gaps.count - 3) more" : ""
                return DoctorRow(
                    .database, cloud, .warn, "\(newest), did not see \(kinds)\(more) whole: \(first.reason)",
                    remedy: "Mend what the other checks name, then run `tombo collect`.")
            }
        }
    }

    private static func size(_ bytes: Int64) -> String {
        if bytes < 1 << 20 { return "\((bytes + 1023) / 1024) KiB" }
        return "\(bytes / (1 << 20)) MiB"
    }

    private static func age(_ then: Instant, _ now: Instant) -> String {
        let seconds = max(0, now.milliseconds - then.milliseconds) / 1000
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
