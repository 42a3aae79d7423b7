/** Batch executions as REST. */
package org.reelmill.operator.rest;
