"""Every limit of linking in one frozen object, recorded with each run so that a result can be made again."""

from dataclasses import dataclass

from lykta.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """Limits of linking. The defaults were set on synthetic markets; real, judged ads must replace them."""

    # What counts as evidence at all
    identifier_min_confidence: float = 0.5  # a finding that is more likely wrong than right never links
    picture_min_quality: float = 0.2  # flat and blank pictures look like each other
    text_cap_chars: int = 20_000  # ads are a few hundred characters; what lies beyond is not compared
    text_min_shingles: int = 6  # eight words; shorter texts are alike by chance

    # Near-duplicate texts: of templates with 2-4 slots and edits .7 finds 59 %, .5 finds 93 %, .35 finds 99.9 %
    text_jaccard: float = 0.35
    minhash_size: int = 96
    minhash_rows: int = 2  # 48 bands of 2 find 99.8 % of pairs at .35: 1 - (1 - J^2)^48; each is then checked
    bucket_window: int = 8  # in a crowded bucket each text meets this many neighbours, so work stays linear

    # Near-duplicate pictures: one hash within the first limit, the other within the second
    picture_distance: int = 10  # bits of 64, the usual limit for pHash and dHash
    picture_other_distance: int = 20  # random 64-bit hashes are this near with probability .002

    # Lines that a site writes itself
    boilerplate_share: float = 0.2
    boilerplate_ads: int = 20
    boilerplate_contacts: int = 10  # else one busy advertiser's own line would be taken for the site's

    # Hubs, by diversity: how many otherwise unlinked groups would the value glue
    hub_identifier_groups: int = 60
    hub_picture_groups: int = 6
    hub_picture_places: int = 2  # so many groups that have not even a municipality in common: docs/adr/0006
    hub_posting_groups: int = 6  # wordings of one posting; who rewords it changes number once or twice, not six times
    hub_contacts: int = 12  # groups that show another number of their own beside it, as beside a support number
    hub_casual_contacts: int = 2  # so few, where each shows the value on few of its ads
    hub_casual_ads: int = 3
    hub_casual_share: float = 0.34
    hub_source_share: float = 0.8
    hub_source_ads: int = 20
    hub_source_groups: int = 5
    hub_source_groups_alone: int = (
        20  # where the value mostly stands alone; such a number must be in a line of the site
    )

    # Learning what agreement is worth
    training_pairs: int = 200  # of ads under one number, and of strangers: shares within about .03 then

    # Deciding
    decisive_bits: float = 10.0  # about 1 000 to 1; text and picture together reach it, neither alone does
    common_value_population: int = 65_536  # a sample of ten ads does not make a number common
    shared_phone_contacts: int = 3  # a phone beside this many other, concurrent numbers is a shared line
    change_overlap_days: float = 1.0  # an old ad may still be posted on the day of the change
    change_stays_days: float = 5.0  # and stays up a while: what is seen of it so long after posting tells nothing
    change_gap_days: float = 120.0
    change_picture_gap_days: float = 30.0  # where the text is new too and only the pictures carry over
    change_max: int = 4  # more numbers in a row under one handle are several contacts, not changes
    handover_gap_days: float = 14.0  # median life of an advertiser: Kennedy 2022, PLOS ONE 17(11) e0277550
    handover_min_ads: int = 2
    handover_steady_ads: int = 5  # holders with so many ads each need no long gap
    handover_one_piece: float = 0.8  # share of a holder's ads that hang together by text, picture or handle
    successor_chance: float = 0.9  # that a contact goes on under another, as links called probable
    successor_likely: float = 0.5  # below the above, a person is asked
    successor_lines: float = 0.5  # of the worth of the shorter side's sentences
    successor_all_lines: float = 0.8  # one sentence in five may be left out or written anew
    successor_pictures: float = 0.5  # of the pictures of the side with fewer
    successor_users: int = 12  # a sentence or picture of more contacts proposes nobody; networks have up to eight
    line_min_words: int = 4  # shorter sentences are sayings
    slip_min_ads: int = 3  # a number on so many ads is meant; one on a single ad may be it with a slip
    cap_ads: int = 50  # LINK-CAP: a larger merge needs an identifier, or a changed number as sure as `cap_chance`
    cap_chance: float = 0.99  # as links called strong
    bridge_share: float = 0.67  # contacts that fewer of the smaller one's ads than this name together stay apart
    bridge_min_ads: int = 3  # ads that show nothing but the contact; below this it is no one's group to protect

    # Presence
    return_gap_days: float = 14.0  # as `handover_gap_days`

    # Networks
    tie_bits: float = 12.0
    template_advertisers: int = 3
    template_ads: int = 2  # ads of each advertiser in the template
    tie_fanout: int = 40  # above this many advertisers under one value only neighbours in time are compared
    sync_s: float = 300.0  # coincidences within five minutes
    tour_days: float = 2.0
    chance_limit: float = 0.01

    def __post_init__(self) -> None:
        if self.minhash_size % self.minhash_rows:
            raise SettingsError(
                f"minhash_size {self.minhash_size} is not a multiple of minhash_rows {self.minhash_rows}. "
                "Choose both so that the bands come out even."
            )
        for name in ("identifier_min_confidence", "picture_min_quality", "text_jaccard", "boilerplate_share"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise SettingsError(f"{name} is {value}; expected a share within 0-1. Mend the link settings.")
