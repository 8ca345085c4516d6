import TomboRecords
import TomboStore

/// Who made a resource, when, and by which request: as far as its source tells.
struct Maker {
    /// Name of the user; their identity where no name is known.
    var user: String?
    var request: String?
    var at: String?

    /// Nova tells all three of a server for as long as it keeps its actions; Neutron, Glance and Cinder the time.
    static func of(_ kind: String, _ key: String, _ names: RecipeNames) throws -> Maker {
        if kind == "nova_server" {
            let actions = try names.moment.table(
                "nova_instance_action", ["request_id", "user_id", "start_time"], cloud: names.cloud,
                where: "v.instance_uuid = ?1 AND v.action = 'create'", [.text(key)])
            if let action = actions.first {
                return Maker(
                    user: try names.name("keystone_user", action["user_id"]),
                    request: action["request_id"].text, at: action["start_time"].text)
            }
        }
        for column in ["created_at", "created"] where names.moment.reader.spec(kind)?.column(column) != nil {
            return Maker(
                at: try names.moment.rows(kind, [column], cloud: names.cloud, keys: [key]).first?[column].text)
        }
        return Maker()
    }
}
