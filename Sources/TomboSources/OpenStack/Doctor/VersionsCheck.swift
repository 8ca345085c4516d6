import TomboRecords

/// Which microversions a service speaks, and which of them tombo asks for.
enum VersionsCheck {
    static func row(
        _ service: OpenStackService, _ wanted: OpenStackService.Microversions,
        _ document: Result<VersionDocument, CollectError>
    ) -> DoctorRow {
        do {
            let document = try document.get()
            let chosen = try document.negotiated(wanted, title: service.title)
            guard let range = document.range else { return DoctorRow(.versions, service.title, .ok, "asks \(chosen).") }
            let release = service == .compute ? release(ofNova: range.upperBound).map { " (\($0))" } ?? "" : ""
            return DoctorRow(
                .versions, service.title, .ok,
                "Speaks \(range.lowerBound) to \(range.upperBound)\(release); tombo asks for \(chosen).")
        } catch {
            return DoctorRow(.versions, service.title, error)
        }
    }

    /// The release whose newest microversion it is, as Nova's own history
    /// says; nil for one that is not a release's newest.
    static func release(ofNova newest: Microversion) -> String? {
        guard newest.major == 2 else { return nil }
        return switch newest.minor {
        case 53: "Pike"
        case 60: "Queens"
        case 65: "Rocky"
        case 72: "Stein"
        case 79: "Train"
        case 87: "Ussuri or Victoria"
        case 88: "Wallaby"
        case 90: "Xena or Yoga"
        case 93: "Zed"
        case 95: "2023.1 or 2023.2"
        case 96: "2024.1 or 2024.2"
        case 97...: "later than 2024.2"
        default: nil
        }
    }
}
