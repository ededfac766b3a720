/** Requests with retries over the JDK's own client: start at Poster. */
@NullMarked
package ai.genops.sdk.http;

import org.jspecify.annotations.NullMarked;
