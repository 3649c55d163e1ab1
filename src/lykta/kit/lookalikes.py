"""Letters of other alphabets that are drawn like a Latin one."""

from collections.abc import Mapping

# Confusables of Unicode Technical Standard 39, lower case, kept to those that can occur in a number word or a name.
DRAWN_ALIKE: Mapping[str, str] = (
    dict(zip("аеоісрхуѕјһкмтвнгпԛԝ", "aeoicpxysjhkmtvhrnqw", strict=True))
    | dict(zip("αεοινυτχρκηωσβ", "aeoivutxpknwob", strict=True))
    | dict(zip("օոսհց", "onuhg", strict=True))
    | dict(zip("øæıłđðßɑɡᴀᴄᴅᴇꜰɢʜɪᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "oaildds" + "ag" + "acdefghiklmnoprstuvwyz", strict=True))
)
