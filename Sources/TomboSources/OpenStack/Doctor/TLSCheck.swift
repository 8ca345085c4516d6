import TomboRecords

/// Whether what goes to the services can be read on its way, and whether it
/// goes to them at all.
struct TLSCheck {
    let trust: TransportSettings.Trust
    let now: Instant

    /// One row for those in plain http, one for each certificate.
    func rows(_ endpoints: [DoctorEndpoint]) -> [DoctorRow] {
        let reachable = endpoints.filter(\.isReachable)
        var rows: [DoctorRow] = []
        let plain = reachable.filter { !$0.target.isTLS }
        let near = plain.filter(\.target.isLoopback)
        let far = plain.filter { !$0.target.isLoopback }
        if !far.isEmpty {
            rows.append(
                DoctorRow(
                    .tls, Self.subject(far), .warn,
                    "Plain http: password, tokens and answers can be read on their way"
                        + "\(Self.list(far, among: reachable)).",
                    remedy: "Give the services TLS endpoints, or run tombo within their network."))
        }
        if !near.isEmpty {
            rows.append(
                DoctorRow(
                    .tls, Self.subject(near), .ok,
                    "Plain http, which does not leave this machine\(Self.list(near, among: reachable))."))
        }
        var seen: [(certificate: CertificateView?, code: String?, endpoints: [DoctorEndpoint])] = []
        for endpoint in reachable where endpoint.target.isTLS {
            let (certificate, code) = (endpoint.view.certificate, endpoint.distrust?.message)
            if let index = seen.firstIndex(where: {
                $0.certificate == certificate && $0.code == code && certificate != nil
            }) {
                seen[index].endpoints.append(endpoint)
            } else {
                seen.append((certificate, code, [endpoint]))
            }
        }
        return rows + seen.map { row($0.certificate, $0.endpoints, among: reachable) }
    }

    private func row(
        _ certificate: CertificateView?, _ endpoints: [DoctorEndpoint], among all: [DoctorEndpoint]
    ) -> DoctorRow {
        let subject = Self.subject(endpoints)
        let place = endpoints.first?.target.place ?? ""
        let distrust = endpoints.lazy.compactMap(\.distrust).first
        guard let certificate else {
            return distrust.map { DoctorRow(.tls, subject, $0) }
                ?? DoctorRow(
                    .tls, subject, .fail, "\(place) shows no certificate.",
                    remedy: "Check the port, and whether it wants http instead of https.")
        }
        let names = certificate.names.isEmpty ? "no name" : Self.shortened(certificate.names)
        let whose = "The certificate for \(names)\(Self.list(endpoints, among: all))"
        let day = String(certificate.ends.iso8601.prefix(10))
        let days = Int((certificate.ends.milliseconds - now.milliseconds) / 86_400_000)
        if certificate.ends < now {
            return DoctorRow(
                .tls, subject, trust == .insecure ? .warn : .fail, "\(whose) has expired on \(day).",
                remedy: "Renew the certificate at \(place).")
        }
        if now < certificate.begins {
            return DoctorRow(
                .tls, subject, trust == .insecure ? .warn : .fail,
                "\(whose) is not valid before \(certificate.begins.iso8601).",
                remedy: "Set the clock of this machine, or wait.")
        }
        if let distrust {
            return DoctorRow(
                .tls, subject, .fail, "\(distrust.message) It is for \(names); checked against \(authorities).",
                remedy: distrust.remedy)
        }
        if trust == .insecure {
            return DoctorRow(
                .tls, subject, .warn, "\(whose) is not verified: anybody could answer in its place.",
                remedy: "Set `cacert` to the authority that signed it, and take `verify: false` away.")
        }
        let detail = "\(whose) ends in \(days) days, on \(day); checked against \(authorities)."
        if days >= 30 { return DoctorRow(.tls, subject, .ok, detail) }
        return DoctorRow(.tls, subject, .warn, detail, remedy: "Renew the certificate at \(place) before \(day).")
    }

    private var authorities: String {
        switch trust {
        case .system, .insecure: "the system's authorities"
        case .systemAnd(let file): "the system's authorities and \(file)"
        case .only(let file): file
        }
    }

    private static func subject(_ endpoints: [DoctorEndpoint]) -> String {
        endpoints.count == 1 ? endpoints[0].title : "\(endpoints.count) services"
    }

    /// Which ones, where it is not all and not the subject.
    private static func list(_ endpoints: [DoctorEndpoint], among all: [DoctorEndpoint]) -> String {
        if endpoints.count == 1 || endpoints.count == all.count { return "" }
        return " (\(endpoints.map(\.title).joined(separator: ", ")))"
    }

    private static func shortened(_ names: [String]) -> String {
        names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
    }
}

extension Target {
    /// Whether what is sent there stays on this machine.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
