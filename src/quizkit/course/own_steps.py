"""The classes of steps that stand in a course's ``nbgrader_config.py`` itself.

Such a class is of no module, so that nbgrader could not import it by a name. ``configure`` puts it
here, where it can.
"""
