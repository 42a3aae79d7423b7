/** Nodes as REST. */
package org.reelmill.node.rest;
