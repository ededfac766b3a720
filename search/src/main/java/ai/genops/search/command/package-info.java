@NullMarked
package ai.genops.search.command;

import org.jspecify.annotations.NullMarked;
