/// What searches may name that the configuration says: macros and saved searches, in files as Splunk writes them.
/// Starting points: [SearchPlan] is what was read, [AppFiles] finds the files.
@NullMarked
package ai.genops.server.knowledge;

import org.jspecify.annotations.NullMarked;
