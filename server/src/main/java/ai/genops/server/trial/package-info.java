/// Pipelines without a server: events from files, YAML or a log are taken through them, and nothing is sent.
/// Starting points: [EventFile] and [LogTail] bring events, [TestFiles] finds the tests of pipelines, [TestRun]
/// runs one, [Preview] shows what a change would do.
@NullMarked
package ai.genops.server.trial;

import org.jspecify.annotations.NullMarked;
