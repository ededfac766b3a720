/// Lends the lake's workings to the tests of search.
@NullMarked
package ai.genops.lake;

import org.jspecify.annotations.NullMarked;
