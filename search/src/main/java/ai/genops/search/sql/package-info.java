@NullMarked
package ai.genops.search.sql;

import org.jspecify.annotations.NullMarked;
