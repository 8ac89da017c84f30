"""The table behind the plot, for the group `analysts`.

Not in `pages/`: Streamlit offers that folder's scripts to everybody until `app.py` has said otherwise.
"""

import plotly.express as px
import streamlit as st
from streamlit_cognito import require_group

require_group("analysts")

flowers = px.data.iris().drop(columns="species_id")

st.title("Measurements")
st.caption("In centimetres.")

species = st.multiselect("Species", flowers["species"].unique(), placeholder="All of them")
if species:
    flowers = flowers[flowers["species"].isin(species)]

headings = {name: name.replace("_", " ").capitalize() for name in flowers.columns}
columns = {
    name: st.column_config.TextColumn(heading)
    if name == "species"
    else st.column_config.NumberColumn(heading, format="%.1f")
    for name, heading in headings.items()
}
st.dataframe(flowers, hide_index=True, column_config=columns)
st.download_button("Download as CSV", flowers.to_csv(index=False), "iris.csv", "text/csv")
