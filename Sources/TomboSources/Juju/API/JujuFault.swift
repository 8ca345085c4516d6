import TomboRecords

/// What goes wrong with a controller, in the words of ``CollectError``.
struct JujuFault: Sendable {
    let controller: String
    /// Knows the password by value: a controller may repeat what it was told.
    let redactor: Redactor

    /// An error that the controller answered.
    ///
    /// Codes are Juju's own (`rpc/params/apierror.go`); where an answer has
    /// none, the beginning of its text says as much.
    func answered(_ answer: Value, to call: String, isLogin: Bool = false) -> CollectError {
        let text = redactor.text(answer["error"].text ?? "an error without a text")
        let code = answer["error-code"].text ?? ""
        let message = "Controller `\(controller)` refuses \(call): \(text)."
        switch code {
        case "unauthorized access" where isLogin, "login expired", "session token invalid", "no credentials provided":
            return CollectError(.unauthorized, message, remedy: loginRemedy)
        case "unauthorized access", "forbidden":
            return CollectError(
                .forbidden, message, remedy: "Grant the user the right to read: `juju grant USER read MODEL`.")
        case "model not found", "not found":
            return CollectError(.notFound, message, remedy: "See with `juju models --all` which models there are.")
        case "redirection required":
            return CollectError(
                .misconfigured, message + movedTo(answer["error-info"]),
                remedy: "Log in to that controller with `juju login`, and name it with `controller:`.")
        case "not implemented":
            return CollectError(
                .unsupportedVersion, message,
                remedy: "Remove `api: true`, so that tombo asks the `juju` command of that version.")
        case "upgrade in progress", "model migration in progress", "try again", "not yet available; try again later":
            return CollectError(.serverError, message, remedy: "Collect again when it is done.")
        default:
            if text.hasPrefix("login failed - maintenance") {
                return CollectError(.serverError, message, remedy: "Collect again when it is done.")
            }
            return CollectError(
                .serverError, message, remedy: "Look into the controller's log with `juju debug-log -m controller`.")
        }
    }

    private var loginRemedy: String {
        "Check user and password with `juju login -c \(controller)`; tombo reads them from accounts.yaml."
    }

    private func movedTo(_ info: Value) -> String {
        let alias = info["controller-alias"].text.flatMap { $0.isEmpty ? nil : $0 }
        let hosts = info["servers"].elements.first?.elements.compactMap { $0["value"].text } ?? []
        return (alias ?? hosts.first).map { " The model is at \(redactor.text($0)) now." } ?? ""
    }

    /// A login that wants a macaroon discharged is a success that says nothing else.
    func dischargeRequired(_ reason: String?) -> CollectError {
        let why = reason.flatMap { $0.isEmpty ? nil : " (\(redactor.text($0)))" } ?? ""
        return CollectError(
            .unauthorized, "Controller `\(controller)` wants its users to log in elsewhere\(why).",
            remedy: JujuClientFiles.otherWay)
    }

    func noFacade(_ facade: String, version: String?) -> CollectError {
        CollectError(
            .unsupportedVersion,
            "Controller `\(controller)`\(version.map { ", Juju \($0)," } ?? "") has no version of \(facade) that tombo knows.",
            remedy: "Remove `api: true`, so that tombo asks the `juju` command of that version.")
    }

    func malformed(_ what: String) -> CollectError {
        CollectError(
            .malformedAnswer, "Controller `\(controller)` \(what).",
            remedy: "Check that the address in controllers.yaml is the controller's own, port 17070.")
    }

    func late(_ call: String, _ limit: Duration) -> CollectError {
        CollectError(
            .timedOut, "Controller `\(controller)` did not answer \(call) within \(limit.spoken).",
            remedy: "Check the load of the controller, and the network between here and there.")
    }

    func cancelled(_ call: String) -> CollectError {
        CollectError(.cancelled, "\(call) of controller `\(controller)` was interrupted.")
    }

    /// The connection ended while something was asked, or before.
    func ended(_ error: any Error, at address: JujuController.Address, limit: Int) -> CollectError {
        switch error as? WebSocketEnd {
        case .tooLarge:
            CollectError(
                .tooLarge, "An answer of controller `\(controller)` at \(address.place) is larger than \(limit) bytes.",
                remedy: "Report it if the model is really that large.")
        case .broken: malformed("at \(address.place) breaks the rules of WebSocket")
        case .closed, nil:
            CollectError(
                .unreachable, "Controller `\(controller)` at \(address.place) closed the connection.",
                remedy: "Look into the controller's log, and whether it is being upgraded.")
        }
    }
}
