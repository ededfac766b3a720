@NullMarked
package ai.genops.search.spl;

import org.jspecify.annotations.NullMarked;
