/// Notices to people, beside the log and not through it, from whoever watches something: the server's health
/// and the alerts of searches.
///
/// Starting points: [Notice]; [Recipients], who can be told; [Outbox], which hands notices to them;
/// [NoticeJson] and [DurableFile], which keep what is not over.
@NullMarked
package ai.genops.server.notice;

import org.jspecify.annotations.NullMarked;
