@NullMarked
package ai.genops.demo;

import org.jspecify.annotations.NullMarked;
