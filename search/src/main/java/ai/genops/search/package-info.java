@NullMarked
package ai.genops.search;

import org.jspecify.annotations.NullMarked;
