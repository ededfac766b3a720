/// The event: one span, log record or metric point, as it was received and as a pipeline sees it.
///
/// Starting points, in the order of flow: [Event] is what a decoder fills and everything else reads;
/// [Attributes] holds its attributes undecoded until asked; [Key] and [AttributeName] are their names and aliases;
/// [Fields] are the names a pipeline sets; [Origin] is where it came from; [JsonBuffer] and [EventJson] write it out.
@NullMarked
package ai.genops.event;

import org.jspecify.annotations.NullMarked;
