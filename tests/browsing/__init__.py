"""The site as people and their browsers see it: its pages, a browser, and judges that say what is wrong with a page.

Each judge gives a list of faults in words, which is empty where all is well.
"""

from browsing.chromium import NoBrowser, browser
from browsing.look import Look
from browsing.pages import PAGES, Page
from browsing.visit import Visit, told, visiting

__all__ = ["PAGES", "Look", "NoBrowser", "Page", "Visit", "browser", "told", "visiting"]
