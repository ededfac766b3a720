/// What the server says of itself in the index `_internal`, as Splunk does. Starting points: [InternalIndex] tells what
/// HEC sources did, [LogRequest] is how the server writes events of its own.
@NullMarked
package ai.genops.server.internal;

import org.jspecify.annotations.NullMarked;
