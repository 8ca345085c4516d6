/// When the time of the source that is being read is over, on its ``Timing``.
///
/// Whoever waits before asking again looks here first: a wait that outlasts
/// the source would end as "timed out", and what the service said, "too many
/// requests, come back in an hour", would be lost.
enum RoundDeadline {
    @TaskLocal static var current: Duration?
}
