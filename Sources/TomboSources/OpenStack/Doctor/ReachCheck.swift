import TomboRecords

/// Whether anything listens at the address of a service.
enum ReachCheck {
    /// A connection that takes longer points at a network in trouble.
    static let slow = Duration.seconds(1)

    static func row(_ endpoint: DoctorEndpoint) -> DoctorRow {
        switch endpoint.view.connection {
        case .failure(let error): return DoctorRow(.reach, endpoint.title, error)
        case .success(let took):
            let detail = "\(endpoint.target.place) takes connections, in \(took.milliseconds) ms."
            if took <= slow { return DoctorRow(.reach, endpoint.title, .ok, detail) }
            return DoctorRow(
                .reach, endpoint.title, .warn, detail,
                remedy: "Look at the network between here and \(endpoint.target.place).")
        }
    }
}

/// The address of a service, with what a look at it showed.
struct DoctorEndpoint: Sendable {
    var title: String
    var target: Target
    var view: EndpointView
    /// Why the transport does not believe the certificate there.
    var distrust: CollectError?

    var isReachable: Bool {
        if case .success = view.connection { return true }
        return false
    }
}
