import TomboRecords

/// The form of an ``Exchange`` in a file:
/// `{"request": {method, url, headers, body}, "response": {status, headers, body}}`,
/// with `text` in place of `body` for what is no JSON, and `error` in place
/// of `response` when nothing answered.
extension Exchange {
    var value: Value {
        var request: [Value.Field] = [
            .init("method", .text(method)), .init("url", .text(url)), .init("headers", Self.value(headers)),
        ]
        if let body { request.append(Self.field(body)) }
        switch outcome {
        case .response(let status, let headers, let body):
            var response: [Value.Field] = [.init("status", Value(status)), .init("headers", Self.value(headers))]
            if let body { response.append(Self.field(body)) }
            return .object([.init("request", .object(request)), .init("response", .object(response))])
        case .error(let error):
            let fields: [Value.Field] = [
                .init("code", .text(error.code.rawValue)), .init("message", .text(error.message)),
                .init("remedy", Value(error.remedy)),
            ]
            return .object([.init("request", .object(request)), .init("error", .object(fields))])
        }
    }

    /// Nil when `value` is no exchange.
    init?(_ value: Value) {
        let request = value["request"]
        guard let method = request["method"].text, let url = request["url"].text else { return nil }
        self.method = method
        self.url = url
        headers = Self.headers(request["headers"])
        body = Self.body(request)
        let (response, error) = (value["response"], value["error"])
        if let status = response["status"].integer, let status = Int(exactly: status) {
            outcome = .response(
                status: status, headers: Self.headers(response["headers"]), body: Self.body(response))
        } else if let code = error["code"].text.flatMap(CollectError.Code.init), let message = error["message"].text {
            outcome = .error(CollectError(code, message, remedy: error["remedy"].text))
        } else {
            return nil
        }
    }

    private static func field(_ body: Body) -> Value.Field {
        switch body {
        case .json(let value): .init("body", value)
        case .text(let text): .init("text", .text(text))
        }
    }

    private static func body(_ side: Value) -> Body? {
        if let text = side["text"].text { return .text(text) }
        return side["body"].isNull ? nil : .json(side["body"])
    }

    private static func value(_ headers: HTTPHeaders) -> Value {
        .object(headers.fields.map { .init($0.name, .text($0.value)) })
    }

    private static func headers(_ value: Value) -> HTTPHeaders {
        guard case .object(let fields) = value else { return [:] }
        return HTTPHeaders(fields.compactMap { field in field.value.text.map { (name: field.key, value: $0) } })
    }
}
