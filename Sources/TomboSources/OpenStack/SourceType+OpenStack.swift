import TomboRecords

extension SourceType {
    static let openStack = SourceType(
        name: "openstack", specs: OpenStackCatalog.specs,
        section: { node, cloud, places throws(CollectError) in try OpenStackSection(node, cloud: cloud, places) },
        replaying: { recorded throws(CollectError) in try OpenStackSource(replaying: recorded) })
}
