import TomboRecords

/// The OpenAPI 3.1 document of the questions: made from the same list as the routes.
public enum OpenAPI {
    public static func document(_ routes: [QuestionRoute] = QuestionRoute.all) -> String {
        Value.object([
            .init("openapi", "3.1.0"),
            .init(
                "info",
                .object([
                    .init("title", "tombo"), .init("version", .text(TomboVersion.current)),
                    .init(
                        "description",
                        """
                        Questions about the clouds that tombo watches, answered from the last snapshot or an earlier \
                        one. New fields may be added; ignore what you do not know.
                        """),
                ])),
            .init("servers", .list([.object([.init("url", "/")])])),
            .init("paths", .object(routes.map { .init($0.path, .object([.init("get", operation($0))])) })),
            .init(
                "components", .object([.init("schemas", .object([.init("Answer", answer), .init("Error", error)]))])),
        ]).json + "\n"
    }

    private static func operation(_ route: QuestionRoute) -> Value {
        .object([
            .init("operationId", .text(route.name.replacing("-", with: "_"))),
            .init("summary", .text(route.summary)),
            .init("parameters", .list(route.allParameters.map(parameter))),
            .init(
                "responses",
                .object([
                    .init("200", response("The answer; `complete` says whether all of it was seen.", "Answer")),
                    .init("304", .object([.init("description", "The answer of If-None-Match still holds.")])),
                    .init("400", response("Wrong usage.", "Error")),
                    .init("404", response("An unknown snapshot, kind, resource or cloud.", "Error")),
                    .init("409", response("A name that several have.", "Error")),
                    .init("422", response("What is asked makes no sense for it.", "Error")),
                    .init("503", response("The database cannot be read, or too much is being sent already.", "Error")),
                    .init("504", response("The question took too long.", "Error")),
                ])),
        ])
    }

    private static func parameter(_ parameter: Parameter) -> Value {
        var schema: Value
        switch parameter.kind {
        case .text: schema = .object([.init("type", "string"), .init("minLength", .integer(1))])
        case .flag: schema = .object([.init("type", "boolean")])
        case .number(let least):
            schema = .object([.init("type", "integer"), .init("minimum", .integer(Int64(least)))])
        case .choice(let words):
            schema = .object([.init("type", "string"), .init("enum", .list(words.map { .text($0) }))])
        }
        if parameter.isRepeated { schema = .object([.init("type", "array"), .init("items", schema)]) }
        return .object([
            .init("name", .text(parameter.name)), .init("in", "query"),
            .init("description", .text(parameter.summary)), .init("required", .bool(parameter.isRequired)),
            .init("schema", schema), .init("style", "form"), .init("explode", .bool(true)),
        ])
    }

    private static func response(_ text: String, _ schema: String) -> Value {
        .object([
            .init("description", .text(text)),
            .init(
                "content",
                .object([
                    .init(
                        "application/json",
                        .object([
                            .init("schema", .object([.init("$ref", .text("#/components/schemas/\(schema)"))]))
                        ]))
                ])),
        ])
    }

    private static func object(_ properties: [(String, Value)], required: [String]) -> Value {
        .object([
            .init("type", "object"), .init("required", .list(required.map { .text($0) })),
            .init("properties", .object(properties.map { .init($0.0, $0.1) })),
        ])
    }

    private static func type(_ names: String...) -> Value {
        .object([.init("type", names.count == 1 ? .text(names[0]) : .list(names.map { .text($0) }))])
    }

    private static let answer = object(
        [
            ("snapshot", type("object", "null")), ("complete", type("boolean")),
            ("gaps", .object([.init("type", "array"), .init("items", type("object"))])),
            ("rows", .object([.init("type", "array"), .init("items", type("object"))])),
        ], required: ["snapshot", "complete", "gaps", "rows"])

    private static let error = object(
        [
            (
                "error",
                object(
                    [("code", type("string")), ("message", type("string")), ("hint", type("string", "null"))],
                    required: ["code", "message", "hint"])
            )
        ], required: ["error"])
}
