"""Plugins that misbehave; see the README."""
