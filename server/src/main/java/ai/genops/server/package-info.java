@NullMarked
package ai.genops.server;

import org.jspecify.annotations.NullMarked;
