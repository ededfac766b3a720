/** Tests of the books in Redis, against a real one. */
@NullMarked
package ai.genops.redis;

import org.jspecify.annotations.NullMarked;
